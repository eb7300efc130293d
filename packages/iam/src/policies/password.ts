import { type Connection, flag, look, text, whole } from "@rekey/core";
import { z } from "zod";
import { classify } from "../codes/classify.ts";

/** A PasswordPolicy is what an account asks of the passwords of its users. */
export type PasswordPolicy = z.infer<typeof shape>["password_policy"];

const shape = z.object({
  password_policy: z
    .object({
      minimum_password_length: whole,
      maximum_password_length: whole,
      password_char_combination: whole,
      maximum_consecutive_identical_chars: whole,
      minimum_password_age: whole,
      number_of_recent_passwords_disallowed: whole,
      password_validity_period: whole,
      password_not_username_or_invert: flag,
      password_requirements: text,
    })
    .transform((it) => ({
      /** 6 to 32. */
      minimumPasswordLength: it.minimum_password_length,
      /** 32. */
      maximumPasswordLength: it.maximum_password_length,
      /** 2 to 4 classes of characters. */
      passwordCharCombination: it.password_char_combination,
      /** 0 to 32; 0 is no limit. */
      maximumConsecutiveIdenticalChars: it.maximum_consecutive_identical_chars,
      /** 0 to 1440 minutes. */
      minimumPasswordAge: it.minimum_password_age,
      /** 0 to 10. */
      numberOfRecentPasswordsDisallowed: it.number_of_recent_passwords_disallowed,
      /** 0 to 180 days; 0 is no end. */
      passwordValidityPeriod: it.password_validity_period,
      passwordNotUsernameOrInvert: it.password_not_username_or_invert,
      passwordRequirements: it.password_requirements,
    })),
});

/**
 * Shows the password policy of an account.
 * https://support.huaweicloud.com/intl/en-us/api-iam/iam_02_0023.html
 */
export async function showDomainPasswordPolicy(
  connection: Connection,
  { domainId, signal }: { domainId: string; signal?: AbortSignal },
): Promise<PasswordPolicy> {
  const call = {
    service: "iam",
    operation: "showDomainPasswordPolicy",
    method: "GET",
    path: "/v3.0/OS-SECURITYPOLICY/domains/{domain_id}/password-policy",
    params: { domain_id: domainId },
    classify: classify("iam:securitypolicies:getPasswordPolicy"),
    signal,
  } as const;
  return (await look(connection, call, shape)).password_policy;
}
