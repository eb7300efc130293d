import { expect, it } from "vitest";
import { cloud, listedKey } from "../cloud.fixture.ts";
import { updatePermanentAccessKey } from "./update.ts";

it.for([
  [{ status: "inactive", description: "IAMDescription" }],
  [{ status: "active" }],
  [{ description: "" }],
] as const)("sends the documented request, once, with %o alone", async ([change]) => {
  const connection = cloud({ updatePermanentAccessKey: { credential: listedKey } });
  await updatePermanentAccessKey(connection, { access: listedKey.access, ...change });
  expect(connection.calls).toMatchObject([
    {
      method: "PUT",
      path: "/v3.0/OS-CREDENTIAL/credentials/{access_key}",
      params: { access_key: listedKey.access },
      repeat: "never",
    },
  ]);
  expect(connection.calls[0]?.body).toEqual({ credential: change });
});
