import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { type House, openHouse } from "../house.fixture.ts";

const fileOf = ({ folder }: House) => join(folder, "delivered", "cache-app.env");

it("delivers again what a sink lost while nobody looked, and rotates nothing (law 8)", async () => {
  await using house = await openHouse();
  await house.rotator("apply --yes");
  const delivered = house.read(join("delivered", "cache-app.env"));
  rmSync(fileOf(house));
  const { io, ended } = house.begin("run");
  await io.printed("delivery.done");
  io.raise("SIGTERM");
  expect(await ended).toBe(0);
  expect(io.out()).toContain("app-env lost what was delivered");
  expect(house.read(join("delivered", "cache-app.env")) === delivered).toBe(true);
  expect(io.out()).not.toContain("rotation.opened");
});

it("asks again when it is told to look, and leaves alone what is there", async () => {
  await using house = await openHouse();
  await house.rotator("apply --yes");
  const { io, ended } = house.begin("run");
  await io.printed("started");
  rmSync(fileOf(house));
  io.raise("SIGHUP");
  await io.printed("delivery.done");
  io.raise("SIGTERM");
  await ended;
  expect(io.out().match(/delivery\.done/g)).toHaveLength(1);
});

it("delivers again when a person asks for it", async () => {
  await using house = await openHouse();
  await house.rotator("apply --yes");
  rmSync(fileOf(house));
  const { exit, out } = await house.rotator("deliver cache-app");
  expect({ exit, out }).toMatchObject({ exit: 0, out: expect.stringContaining("v1 delivered to app-env") });
  expect(existsSync(fileOf(house))).toBe(true);
  expect(out).not.toContain("opened");
});
