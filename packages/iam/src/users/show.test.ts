import { CredentialError } from "@rekey/core";
import { expect, it } from "vitest";
import { cloud, DOMAIN_ID, shownUser, USER_ID } from "../cloud.fixture.ts";
import { showUser } from "./show.ts";

it("sends the documented request and reads the documented reply", async () => {
  const connection = cloud({ showUser: { user: shownUser } });
  await expect(showUser(connection, { userId: USER_ID })).resolves.toMatchObject({
    id: USER_ID,
    name: "autotest1",
    domainId: DOMAIN_ID,
    enabled: true,
    isDomainOwner: false,
    accessMode: "default",
    pwdStatus: false,
    pwdCreateTime: new Date("2020-07-08T02:19:03Z"),
    modifyPwdTime: new Date("2026-01-05T09:00:00Z"),
    lastLoginTime: undefined,
  });
  expect(connection.calls).toMatchObject([
    {
      service: "iam",
      method: "GET",
      path: "/v3.0/OS-USER/users/{user_id}",
      params: { user_id: USER_ID },
      repeat: "safe",
    },
  ]);
});

it.for([
  ["a lost reply", new CredentialError("ERR_OUTCOME_UNKNOWN", "the reply was lost")],
  ["a reply of no documented shape", { users: [] }],
  ["a reply that is no JSON", "<html>"],
] as const)("says after %s that nothing changed, because it only reads (law 14)", async ([, answer]) => {
  await expect(showUser(cloud({ showUser: answer }), { userId: USER_ID })).rejects.toMatchObject({
    code: "ERR_UNAVAILABLE",
  });
});
