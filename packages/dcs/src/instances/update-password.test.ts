import { Secret, wire } from "@rekey/core";
import { expect, it } from "vitest";
import { cloud, INSTANCE_ID } from "../cloud.fixture.ts";
import { updatePassword } from "./update-password.ts";

const request = {
  instanceId: INSTANCE_ID,
  oldPassword: new Secret("canary-old-3"),
  newPassword: new Secret("canary-new-3"),
};
const answered = (answer: unknown) => updatePassword(cloud({ updatePassword: answer }), request);

it("sends the documented request and reads the documented reply", async () => {
  const connection = cloud({ updatePassword: { result: "success", message: "done", lock_time: null } });
  await expect(updatePassword(connection, request)).resolves.toEqual({ result: "success", message: "done" });
  expect(connection.calls).toMatchObject([
    {
      method: "PUT",
      path: "/v2/{project_id}/instances/{instance_id}/password",
      params: { instance_id: INSTANCE_ID },
      repeat: "never",
    },
  ]);
  expect(JSON.parse(wire(connection.calls[0]?.body ?? {}))).toEqual({
    old_password: request.oldPassword.reveal(),
    new_password: request.newPassword.reveal(),
  });
  expect(connection.calls[0]?.classify?.(403, "DCS.2003")?.remedy).toContain("dcs:instance:modifyAuthInfo");
});

it.for([
  ["passwordFailed", "ERR_DRIFTED"],
  ["locked", "ERR_UNAVAILABLE"],
  ["failed", "ERR_OUTCOME_UNKNOWN"],
  ["Success", "ERR_OUTCOME_UNKNOWN"],
  ["1", "ERR_OUTCOME_UNKNOWN"],
] as const)("says of the result %s, which comes with status 200, %s (law 14)", async ([result, code]) => {
  await expect(answered({ result, retry_times_left: "3" })).rejects.toMatchObject({ code });
});
