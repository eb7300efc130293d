import { virtualClock } from "@rekey/core/testing";
import { expect, it } from "vitest";
import { z } from "zod";
import { ask } from "../client.fixture.ts";
import { small, start } from "../world.fixture.ts";

const DOMAIN = "d78cbac186b744899480f25bd0200000";
const world = small({}, { iam: { agencies: [{ name: "rotator", permissions: ["dcs:*"] }] } });
const wish = { agency_urn: `iam::${DOMAIN}:agency:rotator`, agency_session_name: "rekey", duration_seconds: 900 };
const shape = z.object({
  credentials: z.object({ access_key_id: z.string(), secret_access_key: z.string(), security_token: z.string() }),
});

it("says of the world's own keys that they are the administrator's", async () => {
  await using emulator = await start(world);
  await expect(ask(emulator.endpoints.sts, "/v5/caller-identity")).resolves.toMatchObject({
    json: { account_id: DOMAIN, principal_urn: `iam::${DOMAIN}:user:administrator` },
  });
});

it("gives an agency's keys, which end, and may do what it may", async () => {
  const clock = virtualClock();
  await using emulator = await start(world, { clock });
  const body = { method: "POST", body: wish, now: clock.now() };
  const { credentials } = shape.parse((await ask(emulator.endpoints.sts, "/v5/agencies/assume", body)).json);
  const key = () => ({
    accessKey: credentials.access_key_id,
    secretKey: credentials.secret_access_key,
    securityToken: credentials.security_token,
    now: clock.now(),
  });
  const path = `/v2/${world.project}/instances`;
  await expect(ask(emulator.endpoints.dcs, path, key())).resolves.toMatchObject({ status: 200 });
  await expect(ask(emulator.endpoints.iam, "/v3/users", key())).resolves.toMatchObject({ status: 403 });
  await clock.advance(900_000);
  await expect(ask(emulator.endpoints.dcs, path, key())).resolves.toMatchObject({ status: 401 });
});

it.for([
  ["another agency", { agency_urn: `iam::${DOMAIN}:agency:other` }, 403],
  ["five minutes", { duration_seconds: 300 }, 400],
  ["a field that is not documented", { extra: true }, 400],
] as const)("refuses %s", async ([, change, status]) => {
  await using emulator = await start(world);
  const sent = { method: "POST", body: { ...wish, ...change } };
  await expect(ask(emulator.endpoints.sts, "/v5/agencies/assume", sent)).resolves.toMatchObject({ status });
});
