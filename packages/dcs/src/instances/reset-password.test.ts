import { inspect } from "node:util";
import { Secret, wire } from "@rekey/core";
import { expect, it } from "vitest";
import { cloud, INSTANCE_ID } from "../cloud.fixture.ts";
import { resetPassword } from "./reset-password.ts";

const request = { instanceId: INSTANCE_ID, newPassword: new Secret("canary-own-1") };
const done = {
  code: "1",
  message: "Reset DCSInstance password success.",
  ext_message: null,
  lock_time: "0",
  lock_time_left: "0",
  retry_times_left: "5",
};

it("sends the documented request and reads the documented reply", async () => {
  const connection = cloud({ resetPassword: done });
  await expect(resetPassword(connection, request)).resolves.toEqual({ code: "1", message: done.message });
  expect(connection.calls).toMatchObject([
    {
      service: "dcs",
      method: "POST",
      path: "/v2/{project_id}/instances/{instance_id}/password/reset",
      params: { instance_id: INSTANCE_ID },
      repeat: "never",
    },
  ]);
  expect(inspect(connection.calls, { depth: null })).not.toContain("canary-");
  const { classify } = connection.calls[0] ?? {};
  expect(classify?.(403, "DCS.2003")?.remedy).toContain("dcs:instance:resetAuthInfo");
});

it("never says anything about password-free access: `true` would open the instance to everybody", async () => {
  const connection = cloud({ resetPassword: done });
  const wished = { ...request, noPasswordAccess: true, no_password_access: true };
  await resetPassword(connection, wished);
  expect(JSON.parse(wire(connection.calls[0]?.body ?? {}))).toEqual({ new_password: request.newPassword.reveal() });
});

it("says of code 3 that the instance is locked, and when to come back", async () => {
  await expect(resetPassword(cloud({ resetPassword: { ...done, code: "3" } }), request)).rejects.toMatchObject({
    code: "ERR_UNAVAILABLE",
    details: { reason: "lock", serviceCode: "3", status: 200, operation: "resetPassword" },
  });
});

it.for([
  ["code 2", { ...done, code: "2" }],
  ["another operation's word", { ...done, code: "success" }],
  ["counters alone, as older regions print them", { lock_time: "0", lock_time_left: "0", retry_times_left: "5" }],
  ["an empty body", ""],
  ["an error with status 200", { error_code: "DCS.4019", error_msg: "no" }],
])("never takes %s for a success (law 14)", async ([, answer]) => {
  const asked = resetPassword(cloud({ resetPassword: answer }), request);
  await expect(asked).rejects.toMatchObject({ code: "ERR_OUTCOME_UNKNOWN" });
});
