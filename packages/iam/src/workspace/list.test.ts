import { expect, it } from "vitest";
import { cloud } from "../cloud.fixture.ts";
import { listUsers } from "./list.ts";

const sample = {
  total_count: 1,
  users: [
    {
      sid: "S-1-5-21",
      id: "8a2c3f9579d240820179d51e6caf0001",
      user_name: "user1",
      user_email: "user1@example.com",
      total_desktops: 0,
      active_type: "ADMIN_ACTIVATE",
      is_pre_user: false,
      account_expires: "0",
      account_expired: false,
      locked: false,
      enable_change_password: true,
      password_never_expired: false,
      next_login_change_password: true,
      disabled: false,
    },
  ],
};

it("sends the documented query and reads the documented reply", async () => {
  const connection = cloud({ listUsers: sample });
  await expect(listUsers(connection, { userName: "user1", limit: 10, offset: 0 })).resolves.toEqual({
    totalCount: 1,
    users: [
      {
        id: "8a2c3f9579d240820179d51e6caf0001",
        userName: "user1",
        userEmail: "user1@example.com",
        activeType: "ADMIN_ACTIVATE",
        locked: false,
        disabled: false,
        accountExpired: false,
        nextLoginChangePassword: true,
      },
    ],
  });
  expect(connection.calls).toMatchObject([
    {
      service: "workspace",
      method: "GET",
      path: "/v2/{project_id}/users",
      query: { user_name: "user1", limit: 10, offset: 0 },
      repeat: "safe",
    },
  ]);
});
