import { DIGITS, LOWER, type PasswordRules, UPPER } from "@rekey/core";

/** Legal in every documented variant of the rules, and awkward in no shell, URL or file; no colon, which separates user and password at login, and which bars ACL accounts where the instance's own password has one. */
const SPECIALS = "!@#^*-_=+?.";
/** What the strictest variant takes. */
const LONGEST = 32;

/** The rules of DCS for a user's password. */
export function rulesFor(user: string): PasswordRules {
  return { length: LONGEST, classes: [LOWER, UPPER, DIGITS, SPECIALS], longestRun: 2, without: [user] };
}
