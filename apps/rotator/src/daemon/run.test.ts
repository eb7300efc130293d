import { systemClock } from "@rekey/core";
import { expect, it } from "vitest";
import { type House, openHouse, OTHER } from "../house.fixture.ts";
import type { TestIo } from "../io.fixture.ts";

/** The daemon of a house, once it works. */
async function daemonOf(house: House): Promise<{ io: TestIo; ended: Promise<number> }> {
  const daemon = house.begin("run");
  await daemon.io.printed("started");
  return daemon;
}

it("does what commands ask for, and drains when it is told to stop", async () => {
  await using house = await openHouse();
  const { io, ended } = await daemonOf(house);
  const applied = await house.rotator("apply --yes");
  expect(applied).toMatchObject({
    exit: 0,
    out: expect.stringMatching(/cache-app: opened v1\n[^]*v1 in force[^]*Applied: 1 rotated/),
  });
  expect(await house.rotator("rotate cache-app")).toMatchObject({
    exit: 0,
    out: expect.stringContaining("v2 in force"),
  });
  io.raise("SIGTERM");
  expect(await ended).toBe(0);
  const lines = io
    .out()
    .trim()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
  expect(lines).toContainEqual(
    expect.objectContaining({
      level: "info",
      event: "rotation.promoted",
      credential: "cache-app",
      version: 2,
      kind: "dcs.acl-password",
      connection: "prod",
    }),
  );
  expect(lines.at(-1)).toMatchObject({ message: "stopped" });
});

it("prints no secret (law 10)", async () => {
  await using house = await openHouse();
  const { io, ended } = await daemonOf(house);
  const { out, err } = await house.rotator("apply --yes");
  io.raise("SIGTERM");
  await ended;
  const { password, previous } = house.emulator.account("cache-prod", "app");
  const printed = io.out() + io.err() + out + err;
  expect([password, ...previous].some((secret) => printed.includes(secret.reveal()))).toBe(false);
});

it("rotates nothing by a clock that was set while it was stopped: the service says how late it is (law 12)", async () => {
  await using house = await openHouse();
  await house.rotator("apply --yes");
  const clock = { ...systemClock, now: () => new Date(Date.now() + 40 * 86_400_000) };
  const { io, ended } = house.begin("run", { clock });
  await io.printed("nothing is sent until it is confirmed");
  io.raise("SIGTERM");
  await ended;
  expect(io.out()).toContain("clock.jumped");
  expect(house.emulator.sends("resetAclAccountPassWord")).toBe(1);
});

it("stops at once at the second signal", async () => {
  await using house = await openHouse();
  const { io, ended } = await daemonOf(house);
  io.raise("SIGINT");
  io.raise("SIGINT");
  expect(io.ended()).toBe(130);
  expect(await ended).toBe(130);
});

it("reads the operator's part again at SIGHUP, and keeps the old one where the new one is wrong", async () => {
  await using house = await openHouse();
  const { io, ended } = await daemonOf(house);
  house.edit("rekey.yaml", (text) => text.replace("region: cn-north-4", "regoin: cn-north-4"));
  io.raise("SIGHUP");
  expect(io.out()).toMatch(/"level":"error".*regoin/);
  house.edit("rekey.yaml", (text) => text.replace("regoin", "region"));
  io.raise("SIGHUP");
  expect(io.out()).toContain("the operator's part was read again");
  io.raise("SIGTERM");
  expect(await ended).toBe(0);
});

it("goes on at SIGHUP itself with what the operator's part did not allow, and leaves a pause as it is", async () => {
  await using house = await openHouse();
  house.edit("rekey.yaml", (text) => text + OTHER);
  await house.rotator("apply --yes");
  await house.withStore(async (store) => {
    for (const { uid } of await store.list()) {
      await store.own(uid, { from: "file", to: "acme/shop/prod/cache" });
      await store.ask(uid, "rotate", { who: "ada", at: new Date() });
    }
  });
  const { io, ended } = await daemonOf(house);
  await io.printed("connections.prod.allow does not let acme/shop/prod/cache use it");
  await house.rotator("pause cache-other --for 1h");
  const allow = 'allow: [{ kinds: ["dcs.*"], owners: ["acme/*"] }]';
  house.edit("rekey.yaml", (text) => text.replace("    region:", `    ${allow}\n    region:`));
  house.edit("rekey.yaml", (text) => text.replace("app-env: { file:", `app-env: { ${allow}, file:`));
  io.raise("SIGHUP");
  await io.printed('"event":"rotation.promoted"');
  io.raise("SIGTERM");
  expect(await ended).toBe(0);
  const pausedUntil = await house.withStore(async (store) => (await store.find("cache-other"))?.credential.pausedUntil);
  expect(pausedUntil).toBeInstanceOf(Date);
});

it("lets a command go on where a daemon leaves it", async () => {
  await using house = await openHouse({ instance: { updatingMs: 1_500 } });
  const { io, ended } = await daemonOf(house);
  const applying = house.begin("apply --yes");
  await applying.io.printed("changed at the service");
  io.raise("SIGTERM");
  expect(await ended).toBe(0);
  expect(await applying.ended).toBe(0);
  expect(house.emulator.sends("resetAclAccountPassWord")).toBe(1);
});
