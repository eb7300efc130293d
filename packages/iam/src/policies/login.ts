import { type Connection, flag, look, text, whole } from "@rekey/core";
import { z } from "zod";
import { classify } from "../codes/classify.ts";

/** A LoginPolicy says when wrong passwords lock a user. */
export type LoginPolicy = z.infer<typeof shape>["login_policy"];

const shape = z.object({
  login_policy: z
    .object({
      login_failed_times: whole,
      period_with_login_failures: whole,
      lockout_duration: whole,
      account_validity_period: whole,
      session_timeout: whole,
      show_recent_login_info: flag,
      custom_info_for_login: text,
    })
    .transform((it) => ({
      /** 3 to 10 wrong passwords lock a user … */
      loginFailedTimes: it.login_failed_times,
      /** … within 15 to 60 minutes … */
      periodWithLoginFailures: it.period_with_login_failures,
      /** … for 15 to 1440. */
      lockoutDuration: it.lockout_duration,
      /** After so many days without a login a user is disabled; 0 is never. */
      accountValidityPeriod: it.account_validity_period,
      /** Minutes. */
      sessionTimeout: it.session_timeout,
      showRecentLoginInfo: it.show_recent_login_info,
      customInfoForLogin: it.custom_info_for_login,
    })),
});

/**
 * Shows the login policy of an account.
 * https://support.huaweicloud.com/intl/en-us/api-iam/iam_02_0025.html
 */
export async function showDomainLoginPolicy(
  connection: Connection,
  { domainId, signal }: { domainId: string; signal?: AbortSignal },
): Promise<LoginPolicy> {
  const call = {
    service: "iam",
    operation: "showDomainLoginPolicy",
    method: "GET",
    path: "/v3.0/OS-SECURITYPOLICY/domains/{domain_id}/login-policy",
    params: { domain_id: domainId },
    classify: classify("iam:securitypolicies:getLoginPolicy"),
    signal,
  } as const;
  return (await look(connection, call, shape)).login_policy;
}
