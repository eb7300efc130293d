import { inspect } from "node:util";
import { Secret, wire } from "@rekey/core";
import { expect, it } from "vitest";
import { cloud, shownUser, USER_ID } from "../cloud.fixture.ts";
import { keystoneUpdateUserByAdmin, updateUser } from "./update.ts";

const password = new Secret("canary-admin-1");

it.for([
  ["updateUser", updateUser, "PUT", "/v3.0/OS-USER/users/{user_id}"],
  ["keystoneUpdateUserByAdmin", keystoneUpdateUserByAdmin, "PATCH", "/v3/users/{user_id}"],
] as const)(
  "%s sends the documented request, once, with what is to change alone",
  async ([operation, change, method, path]) => {
    const connection = cloud({ [operation]: { user: shownUser } });
    await change(connection, { userId: USER_ID, password, pwdStatus: false });
    expect(connection.calls).toMatchObject([
      { service: "iam", operation, method, path, params: { user_id: USER_ID }, repeat: "never" },
    ]);
    const [call] = connection.calls;
    expect(JSON.parse(wire(call?.body ?? {}))).toEqual({ user: { password: password.reveal(), pwd_status: false } });
    expect(inspect(connection.calls, { depth: null })).not.toContain("canary-");
    expect(call?.classify?.(403, "IAM.0003")?.remedy).toContain("iam:users:updateUser");
  },
);

it("changes what else there is to change", async () => {
  const connection = cloud({ updateUser: { user: shownUser } });
  await updateUser(connection, { userId: USER_ID, enabled: false, description: "gone" });
  expect(connection.calls[0]?.body).toEqual({ user: { enabled: false, description: "gone" } });
});
