import { expect, it } from "vitest";
import { ACCOUNT_ID, cloud, INSTANCE_ID } from "../cloud.fixture.ts";
import { deleteAclAccount } from "./delete.ts";

it("sends the documented request; its reply has no body", async () => {
  const connection = cloud({ deleteAclAccount: "" });
  const request = { instanceId: INSTANCE_ID, accountId: ACCOUNT_ID };
  await expect(deleteAclAccount(connection, request)).resolves.toBeUndefined();
  expect(connection.calls).toMatchObject([
    {
      service: "dcs",
      method: "DELETE",
      path: "/v2/{project_id}/instances/{instance_id}/accounts/{account_id}",
      params: { instance_id: INSTANCE_ID, account_id: ACCOUNT_ID },
      repeat: "never",
    },
  ]);
  expect(connection.calls[0]?.body).toBeUndefined();
  expect(connection.calls[0]?.classify?.(403, "DCS.2003")?.remedy).toContain("dcs:aclaccount:delete");
});
