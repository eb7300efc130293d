import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { get } from "node:https";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { type House, openHouse } from "../house.fixture.ts";

const WORLD = `region: cn-north-4
project: 0bec5db9
keys: [{ accessKey: AK, secretKey: canary-secret-key }]
instances: [{ name: cache-prod, accounts: [{ name: app, password: canary-app-1 }] }]
`;

/** Writes a world where a person may write passwords. */
function give({ folder }: House, world: string): void {
  mkdirSync(join(folder, "given"));
  writeFileSync(join(folder, "given/world.yaml"), world);
}

const shown = z.object({
  formatVersion: z.literal("1"),
  ca: z.string().optional(),
  endpoints: z.object({ dcs: z.string() }),
});

it("runs a cloud from a file until a signal ends it", async () => {
  await using house = await openHouse();
  give(house, WORLD);
  const { io, ended } = house.begin("emulate --world given/world.yaml --json");
  await io.printed("\n");
  const { endpoints } = shown.parse(JSON.parse(io.out()));
  expect((await fetch(`${endpoints.dcs}/v2/0bec5db9/instances`)).status).toBe(401);
  io.raise("SIGINT");
  expect(await ended).toBe(0);
  await expect(fetch(endpoints.dcs)).rejects.toThrow("fetch failed");
});

it("speaks TLS, and says which certificate to trust", async () => {
  await using house = await openHouse();
  give(house, WORLD);
  const { io, ended } = house.begin("emulate --world given/world.yaml --tls --json");
  await io.printed("\n");
  const { ca, endpoints } = shown.parse(JSON.parse(io.out()));
  const [answer] = (await once(get(`${endpoints.dcs}/v2/0bec5db9/instances`, { ca }), "response")) as [IncomingMessage];
  expect(answer.statusCode).toBe(401);
  answer.destroy();
  io.raise("SIGINT");
  expect(await ended).toBe(0);
});

it.for([
  ["a world that does not hold together", WORLD.replace("region: cn-north-4\n", ""), /world.region/],
  ["a world that is no YAML", "keys: [", /not valid YAML/],
] as const)("names what is wrong with %s, and no secret", async ([, world, words]) => {
  await using house = await openHouse();
  give(house, world);
  const { exit, err } = await house.rotator("emulate --world given/world.yaml");
  expect(exit).toBe(4);
  expect(err).toMatch(words);
  expect(err).not.toContain("canary-");
});
