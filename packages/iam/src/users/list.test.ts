import { expect, it } from "vitest";
import { cloud, DOMAIN_ID, shownUser, USER_ID } from "../cloud.fixture.ts";
import { keystoneListUsers } from "./list.ts";

it("sends the documented query and reads the documented reply", async () => {
  const { id, name, domain_id, enabled, description, links } = shownUser;
  const listed = { id, name, domain_id, enabled, description, links, password_expires_at: null, pwd_status: false };
  const connection = cloud({ keystoneListUsers: { links, users: [listed] } });
  await expect(keystoneListUsers(connection, { name: "autotest1" })).resolves.toEqual({
    users: [{ id: USER_ID, name: "autotest1", domainId: DOMAIN_ID, enabled: true, description: "aaa" }],
  });
  expect(connection.calls).toMatchObject([
    { service: "iam", method: "GET", path: "/v3/users", query: { name: "autotest1" }, repeat: "safe" },
  ]);
});
