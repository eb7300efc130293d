import { expect, it } from "vitest";
import { cloud, INSTANCE_ID, shownInstance } from "../cloud.fixture.ts";
import { showInstance } from "./show.ts";

it("sends the documented request and reads the documented reply", async () => {
  const connection = cloud({ showInstance: shownInstance });
  await expect(showInstance(connection, { instanceId: INSTANCE_ID })).resolves.toMatchObject({
    instanceId: INSTANCE_ID,
    name: "cache-prod",
    domainName: "redis-5e1d0c4.dcs.example",
    port: 6379,
    enableSsl: false,
    noPasswordAccess: "false",
    accessUser: undefined,
  });
  expect(connection.calls).toMatchObject([
    {
      method: "GET",
      path: "/v2/{project_id}/instances/{instance_id}",
      params: { instance_id: INSTANCE_ID },
      repeat: "safe",
    },
  ]);
});
