import { expect, it } from "vitest";
import { openHouse } from "../house.fixture.ts";

it("is served by the daemon to a token that may read, and the daemon says that it is ready", async () => {
  await using house = await openHouse();
  house.edit("rekey.yaml", (text) => `http: { listen: "127.0.0.1:0" }\n${text}`);
  await house.rotator("apply --yes");
  const [reader, other] = [
    (await house.rotator("token create prometheus --scope read")).out.trim(),
    (await house.rotator("token create ci --scope declare:team.*")).out.trim(),
  ];
  const daemon = house.begin("run");
  await daemon.io.printed("started");
  const [url = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(daemon.io.out()) ?? [];
  const ask = (path: string, token: string) => fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
  await expect.poll(async () => (await fetch(`${url}/readyz`)).status).toBe(200);
  await house.rotator("rotate cache-app");
  const scraped = await ask("/metrics", reader);
  expect([scraped.status, (await ask("/metrics", other)).status, (await fetch(`${url}/metrics`)).status]).toEqual([
    200, 403, 401,
  ]);
  const text = await scraped.text();
  expect(text).toContain('rekey_credentials{state="stable",reason=""} 1');
  expect(text).toContain('rekey_rotations_total{kind="dcs.acl-password",outcome="promoted"} 1');
  expect(text).toMatch(/rekey_calls_total\{service="dcs",operation="resetAclAccountPassWord",class="2xx"\} 1/);
  expect(text).toMatch(/rekey_commit_batch_size_count [1-9]/);
  daemon.io.raise("SIGTERM");
  expect(await daemon.ended).toBe(0);
});
