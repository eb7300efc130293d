import { expect, it } from "vitest";
import { cloud, USER_ID } from "../cloud.fixture.ts";
import { locateUser } from "./locate.ts";

const users = [
  { id: "other", name: "alice2" },
  { id: USER_ID, name: "alice" },
];

it("finds the id of a name, the whole name", async () => {
  await expect(locateUser(cloud({ keystoneListUsers: { users } }), "alice")).resolves.toBe(USER_ID);
});

it("asks nobody about an id", async () => {
  const connection = cloud({});
  await expect(locateUser(connection, USER_ID)).resolves.toBe(USER_ID);
  expect(connection.calls).toEqual([]);
});

it("says that there is no such user", async () => {
  const asked = locateUser(cloud({ keystoneListUsers: { users: [users[0]] } }), "alice");
  await expect(asked).rejects.toMatchObject({ code: "ERR_DECLARATION", message: expect.stringContaining("alice") });
});
