import type { Answer } from "../gateway/answer.ts";
import type { Asked } from "../gateway/service.ts";
import { flat } from "./answers.ts";
import type { Iam } from "./state.ts";

/** Answers ShowDomainPasswordPolicy. */
export function showPasswordPolicy({ made }: Iam, { params }: Asked): Answer {
  const { minimumLength, classes, longestRun, minimumAgeMinutes, recentDisallowed, validityDays, notUserName } =
    made.iam.passwordPolicy;
  const said = {
    password_char_combination: classes,
    minimum_password_length: minimumLength,
    maximum_password_length: 32,
    maximum_consecutive_identical_chars: longestRun,
    minimum_password_age: minimumAgeMinutes,
    number_of_recent_passwords_disallowed: recentDisallowed,
    password_validity_period: validityDays,
    password_not_username_or_invert: notUserName,
    password_requirements: `A password must contain at least ${classes} of the following: uppercase letters, lowercase letters, digits, and special characters.`,
  };
  return ofAccount(made.domain, params, { password_policy: said });
}

/** Answers ShowDomainLoginPolicy. */
export function showLoginPolicy({ made }: Iam, { params }: Asked): Answer {
  const { failures, withinMinutes, lockMinutes } = made.iam.loginPolicy;
  const said = {
    custom_info_for_login: "",
    period_with_login_failures: withinMinutes,
    lockout_duration: lockMinutes,
    account_validity_period: 0,
    login_failed_times: failures,
    session_timeout: 60,
    show_recent_login_info: false,
  };
  return ofAccount(made.domain, params, { login_policy: said });
}

function ofAccount(domain: string, params: Asked["params"], body: object): Answer {
  if (params["domain_id"] === domain) return { status: 200, body };
  return flat(403, "IAM.0002", "You are not authorized to perform the requested action.");
}
