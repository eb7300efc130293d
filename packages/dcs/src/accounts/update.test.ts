import { Secret, wire } from "@rekey/core";
import { afterEach, expect, it, vi } from "vitest";
import { ACCOUNT_ID, cloud, INSTANCE_ID } from "../cloud.fixture.ts";
import { updateAclAccountPassWord } from "./update.ts";

afterEach(() => void vi.useRealTimers());

const request = {
  instanceId: INSTANCE_ID,
  accountId: ACCOUNT_ID,
  oldPassword: new Secret("canary-old-2"),
  newPassword: new Secret("canary-new-2"),
};

const answered = (answer: unknown) => updateAclAccountPassWord(cloud({ updateAclAccountPassWord: answer }), request);

it("sends the documented request and reads the documented reply", async () => {
  const connection = cloud({ updateAclAccountPassWord: { result: "success", message: "done", lock_time: null } });
  await expect(updateAclAccountPassWord(connection, request)).resolves.toEqual({ result: "success", message: "done" });
  expect(connection.calls).toMatchObject([
    {
      method: "PUT",
      path: "/v2/{project_id}/instances/{instance_id}/accounts/{account_id}/password/modify",
      params: { instance_id: INSTANCE_ID, account_id: ACCOUNT_ID },
      repeat: "never",
    },
  ]);
  expect(JSON.parse(wire(connection.calls[0]?.body ?? {}))).toEqual({
    old_password: request.oldPassword.reveal(),
    new_password: request.newPassword.reveal(),
  });
});

it("says of a wrong old password that it is wrong, and how many tries are left (law 5)", async () => {
  await expect(answered({ result: "passwordFailed", lock_time: "5", retry_times_left: "3" })).rejects.toMatchObject({
    code: "ERR_DRIFTED",
    details: { serviceCode: "passwordFailed", remedy: expect.stringContaining("3 wrong tries are left") },
  });
});

it.for([
  ["4", 4],
  ["0", 5],
  [null, 5],
  ["soon", 5],
  ["Infinity", 24 * 60],
] as const)("comes back when a lock of which %s minutes are left is over", async ([left, minutes]) => {
  vi.useFakeTimers({ now: 0 });
  await expect(answered({ result: "locked", lock_time: "5", lock_time_left: left })).rejects.toMatchObject({
    code: "ERR_UNAVAILABLE",
    againAt: new Date(minutes * 60_000),
    details: { reason: "lock" },
  });
});

it.for([{ result: "failed" }, { result: "Success" }, { result: "" }, {}, { code: "1" }, "ok"])(
  "never takes %o for a success (law 14)",
  async (answer) => {
    await expect(answered(answer)).rejects.toMatchObject({ code: "ERR_OUTCOME_UNKNOWN" });
  },
);
