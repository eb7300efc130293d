import { CredentialError } from "@rekey/core";
import { expect, it } from "vitest";
import { cloud, defaultAccount, INSTANCE_ID, listedAccount } from "../cloud.fixture.ts";
import { listAclAccounts } from "./list.ts";

it("sends the documented request and reads the documented reply", async () => {
  const connection = cloud({ listAclAccounts: { accounts: [defaultAccount, listedAccount] } });
  const { accounts } = await listAclAccounts(connection, { instanceId: INSTANCE_ID });
  expect(connection.calls).toMatchObject([
    {
      service: "dcs",
      method: "GET",
      path: "/v2/{project_id}/instances/{instance_id}/accounts",
      params: { instance_id: INSTANCE_ID },
      repeat: "safe",
    },
  ]);
  expect(accounts.map(({ accountName, accountType }) => [accountName, accountType])).toEqual([
    ["default", "default"],
    ["app", "normal"],
  ]);
  expect(accounts[1]).toMatchObject({ accountId: listedAccount.account_id, status: "AVAILABLE", accountRole: "write" });
});

it("passes a status on that the documentation does not know", async () => {
  const connection = cloud({ listAclAccounts: { accounts: [{ ...listedAccount, status: "MIGRATING" }] } });
  const { accounts } = await listAclAccounts(connection, { instanceId: INSTANCE_ID });
  expect(accounts[0]?.status).toBe("MIGRATING");
});

it.for([
  ["a lost reply", new CredentialError("ERR_OUTCOME_UNKNOWN", "the reply was lost", { requestId: "request-7" })],
  ["a reply of no documented shape", { list: [] }],
  ["a reply that is no JSON", "<html>"],
] as const)("says after %s that nothing changed, because it only reads (law 14)", async ([, answer]) => {
  const asked = listAclAccounts(cloud({ listAclAccounts: answer }), { instanceId: INSTANCE_ID });
  await expect(asked).rejects.toMatchObject({ code: "ERR_UNAVAILABLE" });
});

it("leaves every other error as it is", async () => {
  const refused = new CredentialError("ERR_IDENTITY", "the signature was refused");
  await expect(listAclAccounts(cloud({ listAclAccounts: refused }), { instanceId: INSTANCE_ID })).rejects.toBe(refused);
});
