import { inspect } from "node:util";
import { Secret, wire } from "@rekey/core";
import { afterEach, expect, it, vi } from "vitest";
import { ACCOUNT_ID, cloud, INSTANCE_ID } from "../cloud.fixture.ts";
import { resetAclAccountPassWord } from "./reset.ts";

afterEach(() => void vi.useRealTimers());

const newPassword = new Secret("canary-new-1");
const request = { instanceId: INSTANCE_ID, accountId: ACCOUNT_ID, newPassword };
const done = {
  code: "1",
  message: "Reset DCSInstance password success.",
  lock_time: "0",
  lock_time_left: "0",
  retry_times_left: "5",
};

it("sends the documented request, without an old password, and reads the documented reply", async () => {
  const connection = cloud({ resetAclAccountPassWord: done });
  await expect(resetAclAccountPassWord(connection, request)).resolves.toEqual({ code: "1", message: done.message });
  expect(connection.calls).toMatchObject([
    {
      service: "dcs",
      method: "PUT",
      path: "/v2/{project_id}/instances/{instance_id}/accounts/{account_id}/password/reset",
      params: { instance_id: INSTANCE_ID, account_id: ACCOUNT_ID },
      repeat: "never",
    },
  ]);
  const body = connection.calls[0]?.body ?? {};
  expect(JSON.parse(wire(body))).toEqual({ new_password: newPassword.reveal() });
  expect(inspect(connection.calls, { depth: null })).not.toContain("canary-");
});

it("sends an old password to who has one to send", async () => {
  const connection = cloud({ resetAclAccountPassWord: done });
  await resetAclAccountPassWord(connection, { ...request, oldPassword: new Secret("canary-old-1") });
  expect(Object.keys(connection.calls[0]?.body ?? {})).toEqual(["old_password", "new_password"]);
});

it("shows no code that could be a password (law 10)", async () => {
  const asked = resetAclAccountPassWord(cloud({ resetAclAccountPassWord: { code: "canary-1" } }), request);
  const error = await asked.catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "ERR_OUTCOME_UNKNOWN" });
  expect(inspect(error, { depth: null })).not.toContain("canary-");
});

it("says of code 3 that the instance is locked and when to come back", async () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) });
  const asked = resetAclAccountPassWord(cloud({ resetAclAccountPassWord: { ...done, code: "3" } }), request);
  await expect(asked).rejects.toMatchObject({
    code: "ERR_UNAVAILABLE",
    againAt: new Date(Date.UTC(2026, 0, 1, 0, 5)),
    details: {
      reason: "lock",
      serviceCode: "3",
      status: 200,
      requestId: "request-1",
      operation: "resetAclAccountPassWord",
    },
  });
});

it.for([
  ["code 0", { ...done, code: "0" }],
  ["code 2", { ...done, code: "2" }],
  ["no code", { message: "fine" }],
  ["a number as code", { ...done, code: 1 }],
  ["an empty body", ""],
  ["an error with status 200", { error_code: "DCS.4019", error_msg: "no" }],
])("never takes %s for a success (law 14)", async ([, answer]) => {
  const asked = resetAclAccountPassWord(cloud({ resetAclAccountPassWord: answer }), request);
  await expect(asked).rejects.toMatchObject({ code: "ERR_OUTCOME_UNKNOWN", details: { requestId: "request-1" } });
});

it("classifies a refusal by the table of DCS", async () => {
  const connection = cloud({ resetAclAccountPassWord: done });
  await resetAclAccountPassWord(connection, request);
  const { classify } = connection.calls[0] ?? {};
  expect(classify?.(400, "DCS.4019")?.code).toBe("ERR_REFUSED");
  expect(classify?.(403, "DCS.2003")?.remedy).toContain("dcs:aclaccount:resetPassword");
});
