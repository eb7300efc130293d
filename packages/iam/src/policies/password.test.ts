import { expect, it } from "vitest";
import { cloud, DOMAIN_ID } from "../cloud.fixture.ts";
import { showDomainPasswordPolicy } from "./password.ts";

const sample = {
  password_policy: {
    password_char_combination: 3,
    minimum_password_length: 6,
    number_of_recent_passwords_disallowed: 2,
    password_not_username_or_invert: true,
    password_validity_period: 60,
    minimum_password_age: 20,
    maximum_consecutive_identical_chars: 3,
    maximum_password_length: 32,
    password_requirements: "A password must contain at least three of the following …",
  },
};

it("sends the documented request and reads the documented reply", async () => {
  const connection = cloud({ showDomainPasswordPolicy: sample });
  await expect(showDomainPasswordPolicy(connection, { domainId: DOMAIN_ID })).resolves.toEqual({
    passwordCharCombination: 3,
    minimumPasswordLength: 6,
    numberOfRecentPasswordsDisallowed: 2,
    passwordNotUsernameOrInvert: true,
    passwordValidityPeriod: 60,
    minimumPasswordAge: 20,
    maximumConsecutiveIdenticalChars: 3,
    maximumPasswordLength: 32,
    passwordRequirements: sample.password_policy.password_requirements,
  });
  expect(connection.calls).toMatchObject([
    {
      service: "iam",
      method: "GET",
      path: "/v3.0/OS-SECURITYPOLICY/domains/{domain_id}/password-policy",
      params: { domain_id: DOMAIN_ID },
      repeat: "safe",
    },
  ]);
});
