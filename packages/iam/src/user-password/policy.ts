import { CredentialError, DIGITS, LOWER, type PasswordRules, UPPER } from "@rekey/core";
import type { PasswordPolicy } from "../policies/password.ts";

/** Which special characters IAM takes is not enumerated; these are legal in every other service, and awkward in no shell, URL or file. */
const SPECIALS = "!@#^*-_=+?.";
const LENGTH = 32;

/**
 * Rules that keep every policy an account can have: as long as IAM allows, one of each of the four classes, no character twice in a row. A password
 * of this length is no name and no name reversed, no telephone number and no address; and it was never used before.
 */
export const strictest: PasswordRules = {
  length: LENGTH,
  classes: [LOWER, UPPER, DIGITS, SPECIALS],
  longestRun: 1,
};

/** Throws ERR_DECLARATION where a policy asks for what `strictest` does not keep. None that is documented does. */
export function demandKept(policy: PasswordPolicy): void {
  const { minimumPasswordLength = 0, maximumPasswordLength = LENGTH, passwordCharCombination = 0 } = policy;
  if (minimumPasswordLength > LENGTH) throw refusal(`passwords of ${minimumPasswordLength} characters at least`);
  if (maximumPasswordLength < LENGTH) throw refusal(`passwords of ${maximumPasswordLength} characters at most`);
  if (passwordCharCombination > strictest.classes.length)
    throw refusal(`${passwordCharCombination} classes of characters in a password`);
}

function refusal(what: string): CredentialError {
  return new CredentialError("ERR_DECLARATION", `the account's password policy asks for ${what}`, {
    service: "iam",
    remedy: "loosen the policy: rotated passwords have 32 characters of four classes",
  });
}
