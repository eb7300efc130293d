import { expect, it } from "vitest";
import { cloud } from "../cloud.fixture.ts";
import { listUserDetail } from "./detail.ts";

it("sends the documented request and reads the documented reply", async () => {
  const user_detail = {
    id: "8a2c3f9579d240820179d51e6caf0001",
    user_name: "user1",
    account_type: 0,
    account_expires: 0,
    user_expired: false,
    locked: true,
    enabled_change_password: true,
    password_never_expired: false,
    next_login_change_password: true,
    disabled: false,
    active_type: "USER_ACTIVATE",
  };
  const connection = cloud({ listUserDetail: { user_detail } });
  await expect(listUserDetail(connection, { userId: user_detail.id })).resolves.toMatchObject({
    userName: "user1",
    activeType: "USER_ACTIVATE",
    locked: true,
    disabled: false,
    userExpired: false,
    nextLoginChangePassword: true,
  });
  expect(connection.calls).toMatchObject([
    { method: "GET", path: "/v2/{project_id}/users/{user_id}", params: { user_id: user_detail.id }, repeat: "safe" },
  ]);
});
