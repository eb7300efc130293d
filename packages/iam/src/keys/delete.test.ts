import { expect, it } from "vitest";
import { cloud, listedKey, reply } from "../cloud.fixture.ts";
import { deletePermanentAccessKey } from "./delete.ts";

it("sends the documented request, once, and takes its empty reply", async () => {
  const connection = cloud({ deletePermanentAccessKey: reply("", {}, 204) });
  await deletePermanentAccessKey(connection, { access: listedKey.access });
  expect(connection.calls).toMatchObject([
    {
      method: "DELETE",
      path: "/v3.0/OS-CREDENTIAL/credentials/{access_key}",
      params: { access_key: listedKey.access },
      repeat: "never",
    },
  ]);
  expect(connection.calls[0]).not.toHaveProperty("body");
});
