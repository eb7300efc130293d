import { expect, it } from "vitest";
import { cloud, DOMAIN_ID } from "../cloud.fixture.ts";
import { showDomainLoginPolicy } from "./login.ts";

const sample = {
  login_policy: {
    custom_info_for_login: "",
    period_with_login_failures: 15,
    lockout_duration: 15,
    account_validity_period: 99,
    login_failed_times: 3,
    session_timeout: 16,
    show_recent_login_info: true,
  },
};

it("sends the documented request and reads the documented reply", async () => {
  const connection = cloud({ showDomainLoginPolicy: sample });
  await expect(showDomainLoginPolicy(connection, { domainId: DOMAIN_ID })).resolves.toMatchObject({
    loginFailedTimes: 3,
    periodWithLoginFailures: 15,
    lockoutDuration: 15,
    accountValidityPeriod: 99,
    sessionTimeout: 16,
    showRecentLoginInfo: true,
  });
  expect(connection.calls).toMatchObject([
    { method: "GET", path: "/v3.0/OS-SECURITYPOLICY/domains/{domain_id}/login-policy", repeat: "safe" },
  ]);
});
