import { expect, it } from "vitest";
import { cloud, listedKey, REPLIED_AT, USER_ID } from "../cloud.fixture.ts";
import { listPermanentAccessKeys } from "./list.ts";

it("sends the documented query and reads the documented reply", async () => {
  const connection = cloud({ listPermanentAccessKeys: { credentials: [listedKey] } });
  const { credentials, listedAt } = await listPermanentAccessKeys(connection, { userId: USER_ID });
  expect(credentials).toEqual([
    {
      access: "LOSZM4YRVLKOY9E8X8DW",
      status: "active",
      userId: USER_ID,
      description: "IAMDescription",
      createTime: new Date("2020-01-08T06:26:08.123Z"),
      lastUseTime: undefined,
    },
  ]);
  expect(listedAt).toEqual(REPLIED_AT);
  expect(connection.calls).toMatchObject([
    { method: "GET", path: "/v3.0/OS-CREDENTIAL/credentials", query: { user_id: USER_ID }, repeat: "safe" },
  ]);
});
