import { Secret, wire } from "@rekey/core";
import { expect, it } from "vitest";
import { cloud, INSTANCE_ID } from "../cloud.fixture.ts";
import { createAclAccount } from "./create.ts";

const request = {
  instanceId: INSTANCE_ID,
  accountName: "app_b",
  accountRole: "write",
  accountPassword: new Secret("canary-new-4"),
} as const;

it("sends the documented request; its reply has no body", async () => {
  const connection = cloud({ createAclAccount: "" });
  await expect(createAclAccount(connection, { ...request, description: "the other one" })).resolves.toBeUndefined();
  expect(connection.calls).toMatchObject([
    {
      service: "dcs",
      method: "POST",
      path: "/v2/{project_id}/instances/{instance_id}/accounts",
      params: { instance_id: INSTANCE_ID },
      repeat: "never",
    },
  ]);
  const { body = {}, classify } = connection.calls[0] ?? {};
  expect(JSON.parse(wire(body))).toEqual({
    account_name: "app_b",
    account_role: "write",
    account_password: request.accountPassword.reveal(),
    description: "the other one",
  });
  expect(classify?.(403, "DCS.2003")?.remedy).toContain("dcs:aclaccount:create");
});

it("never takes an error with status 200 for a success (law 14)", async () => {
  const asked = createAclAccount(cloud({ createAclAccount: { error_code: "DCS.4026" } }), request);
  await expect(asked).rejects.toMatchObject({
    code: "ERR_OUTCOME_UNKNOWN",
    details: { operation: "createAclAccount", status: 200, requestId: "request-1" },
  });
});
