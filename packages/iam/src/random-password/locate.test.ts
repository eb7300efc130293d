import { expect, it } from "vitest";
import { cloud } from "../cloud.fixture.ts";
import { locateDesktopUser } from "./locate.ts";

const users = [
  { id: "id-1", user_name: "desk10" },
  { id: "id-2", user_name: "desk1" },
  { id: "desk10", user_name: "odd" },
];
const connection = cloud({ listUsers: { total_count: 3, users } });

it.for([
  ["desk1", "id-2"],
  ["id-1", "id-1"],
  // An id comes before a name.
  ["desk10", "desk10"],
] as const)("finds %s", async ([named, id]) => {
  await expect(locateDesktopUser(connection, named)).resolves.toBe(id);
});

it("says who is there where there is no such user", async () => {
  const refusal = { code: "ERR_DECLARATION", message: "no desktop user is named nobody; there is desk10, desk1, odd" };
  await expect(locateDesktopUser(connection, "nobody")).rejects.toMatchObject(refusal);
  const none = locateDesktopUser(cloud({ listUsers: { users: [] } }), "nobody");
  await expect(none).rejects.toMatchObject({ message: expect.stringContaining("none at all") });
});
