import { expect, it } from "vitest";
import { cloud, listedKey, REPLIED_AT } from "../cloud.fixture.ts";
import { showPermanentAccessKey } from "./show.ts";

it("sends the documented request and reads the documented reply", async () => {
  const credential = { ...listedKey, last_use_time: "2020-01-08T06:26:08.123059Z" };
  const connection = cloud({ showPermanentAccessKey: { credential } });
  await expect(showPermanentAccessKey(connection, { access: listedKey.access })).resolves.toMatchObject({
    access: listedKey.access,
    lastUseTime: new Date("2020-01-08T06:26:08.123Z"),
    shownAt: REPLIED_AT,
  });
  expect(connection.calls).toMatchObject([
    {
      method: "GET",
      path: "/v3.0/OS-CREDENTIAL/credentials/{access_key}",
      params: { access_key: listedKey.access },
      repeat: "safe",
    },
  ]);
});
