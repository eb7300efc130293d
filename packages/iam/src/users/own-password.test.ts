import { Secret, wire } from "@rekey/core";
import { expect, it } from "vitest";
import { cloud, reply, USER_ID } from "../cloud.fixture.ts";
import { keystoneUpdateUserPassword } from "./own-password.ts";

it("sends the documented request, once", async () => {
  const connection = cloud({ keystoneUpdateUserPassword: reply("", {}, 204) });
  const [password, originalPassword] = [new Secret("canary-own-2"), new Secret("canary-own-1")];
  await keystoneUpdateUserPassword(connection, { userId: USER_ID, password, originalPassword });
  const [call] = connection.calls;
  expect(call).toMatchObject({
    service: "iam",
    method: "POST",
    path: "/v3/users/{user_id}/password",
    params: { user_id: USER_ID },
    repeat: "never",
  });
  expect(JSON.parse(wire(call?.body ?? {}))).toEqual({
    user: { password: password.reveal(), original_password: originalPassword.reveal() },
  });
  // The token or the old password: one code for both, so it proves neither.
  expect(call?.classify?.(401, "401")?.code).toBe("ERR_OUTCOME_UNKNOWN");
});
