import { after } from "@rekey/core";
import { expect, it } from "vitest";
import { type House, openHouse } from "../house.fixture.ts";

const DAY_MS = 86_400_000;
const sends = "resetAclAccountPassWord";

function rotating(house: House, how: string): void {
  house.edit("rekey.yaml", (text) => text.replace(/rotate: .*/, `rotate: ${how}`));
}

it("takes a cron expression with its zone, and shows the next five instants", async () => {
  await using house = await openHouse();
  rotating(house, '{ cron: "0 3 * * 6", zone: Europe/Berlin, jitter: 1h }');
  const validated = await house.rotator("validate");
  expect(validated).toMatchObject({ exit: 0, out: expect.stringMatching(/rotates +0 3 \* \* 6 in Europe\/Berlin/) });
  expect(validated.out.match(/0[12]:00 UTC/g)).toHaveLength(5);
  expect((await house.rotator("plan")).out).toMatch(/\+ adopt[^]*due +20[^]*\n +20/);
  expect(await house.rotator("apply --yes")).toMatchObject({ exit: 0 });
  expect((await house.rotator("status cache-app")).out).toMatch(/rotates +0 3 \* \* 6 in Europe.*\n +jitter +up to 1h/);
  expect(await house.rotator("plan --detailed-exitcode")).toMatchObject({ exit: 0 });
});

it.for([
  ['{ every: 30d, cron: "0 3 * * 6" }', "rotate.cron", /and every exclude each other[^]*keep one of them/],
  ["{}", "rotate", /every/],
  ['{ cron: "0 3 * *" }', "rotate.cron", /is no cron expression: it has not five fields/],
  ['{ cron: "0 0 30 2 *" }', "rotate.cron", /no instant in the next ten years/],
  ['{ cron: "0 3 * * 6", zone: Berlin }', "rotate.zone", /"Berlin" is no time zone[^]*IANA name/],
  ["{ every: 30d, zone: UTC }", "rotate.zone", /has nothing to do here/],
  [
    '{ every: 1d, windows: [{ cron: "0 2 1 * *", for: 2h }] }',
    "rotate.windows",
    /windows open less often than rotations are owed/,
  ],
  ['{ every: 30d, windows: [{ cron: "0 2 * * *" }] }', "rotate.windows.0.for", /for is missing/],
  ["{ every: 30d, blackouts: [{ from: 2027-01-03, to: 2026-12-20 }] }", "rotate.blackouts.0.to", /is not later/],
  ["{ every: 30d, jitter: 31d }", "rotate.jitter", /jitter 31d is not shorter than the 30d/],
] as const)("refuses %s at its place", async ([how, path, words]) => {
  await using house = await openHouse();
  rotating(house, how);
  const { exit, err } = await house.rotator("validate");
  expect(exit).toBe(4);
  expect(err).toMatch(words);
  expect(err).toMatch(new RegExp(`rekey.yaml:17:\\d+, declarations.cache-app.${path.replaceAll(".", "\\.")}`));
});

it("begins nothing in a blackout, which is no failure; not even what a person asks for", async () => {
  await using house = await openHouse();
  const [from, to] = [-DAY_MS, DAY_MS].map((ms) => after(new Date(), ms).toISOString());
  rotating(house, `{ every: 30d, blackouts: [{ from: "${from}", to: "${to}" }] }`);
  expect(await house.rotator("apply --yes")).toMatchObject({
    exit: 0,
    out: expect.stringMatching(/cache-app waits: in a blackout; goes on .*in (1d|24h)/),
  });
  await house.rotator("rotate cache-app");
  expect(house.emulator.sends(sends)).toBe(0);
  rotating(house, "{ every: 30d }");
  expect(await house.rotator("apply --yes")).toMatchObject({ exit: 0 });
  expect(house.emulator.sends(sends)).toBe(1);
});

it("waits for its window, unless a person asks: then it says that it begins outside of it", async () => {
  await using house = await openHouse();
  await house.rotator("apply --yes");
  const hour = (new Date().getUTCHours() + 12) % 24;
  rotating(house, `{ every: 30d, windows: [{ cron: "0 ${hour} * * *", for: 1h }] }`);
  expect((await house.rotator("plan")).out).toMatch(/~ update .*windows none → 1h from 0 \d+ \* \* \* in UTC[^]*due /);
  await house.rotator("apply --yes");
  expect((await house.rotator("rotate cache-app")).out).toContain("Rotated: 1 rotated, 0 failed.");
  expect(house.emulator.sends(sends)).toBe(2);
});
