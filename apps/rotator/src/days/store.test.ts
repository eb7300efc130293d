import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { newSealKey } from "@rekey/store";
import { lockDaemon } from "@rekey/store/sqlite";
import { describe, expect, it } from "vitest";
import { type House, openHouse } from "../house.fixture.ts";
import { asNobody, forbid } from "./nobody.fixture.ts";

/** A house in which one rotation is done. */
async function rotated(): Promise<House> {
  const house = await openHouse();
  await house.rotator("apply --yes");
  return house;
}

/** Nothing was sent, and what is in force still logs in. */
async function expectNothingLost(house: House): Promise<void> {
  expect(house.emulator.sends("resetAclAccountPassWord")).toBe(1);
  const isHeld = await house.withStore(async (store) => {
    const secret = (await store.find("cache-app"))?.credential.current?.issued?.secret;
    return secret?.reveal() === house.emulator.account("cache-prod", "app").password.reveal();
  });
  expect(isHeld).toBe(true);
}

/** Writes a schema's version into the file; answers with the one that stood there. */
function write(house: House, version: string): string {
  using db = new DatabaseSync(join(house.folder, "rekey.db"));
  const { value } = db.prepare("SELECT value FROM meta WHERE key = 'schema'").get() ?? {};
  db.prepare("UPDATE meta SET value = ? WHERE key = 'schema'").run(version);
  return String(value);
}

describe("a store that cannot be opened", () => {
  it("wants the seal key that it was made with", async () => {
    await using house = await rotated();
    const right = house.read("seal.key");
    house.edit("seal.key", () => newSealKey().reveal());
    for (const command of ["status", "rotate cache-app", "apply --yes", "run"]) {
      const { exit, err } = await house.rotator(command);
      expect(exit).toBe(5);
      expect(err).toMatch(
        /wrong seal key: the store wants key [^]*changed\? +no[^]*you can +give the key that it wants/,
      );
    }
    house.edit("seal.key", () => right);
    await expectNothingLost(house);
  });

  it("has a seal key that this user may not read", async () => {
    await using house = await rotated();
    const { exit, err } = await asNobody(house.folder, async () => {
      using _ = forbid(join(house.folder, "seal.key"), 0o000, 0o600);
      return await house.rotator("rotate cache-app");
    });
    expect(exit).toBe(4);
    expect(err).toMatch(
      /the seal key cannot be read: .*seal.key: permission denied[^]*changed\? +no[^]*let this user read/,
    );
    await expectNothingLost(house);
  });

  it("was written by an older Rekey: what only looks says so, and leaves it as it is", async () => {
    await using house = await rotated();
    const was = write(house, "1");
    for (const command of ["status", "plan", "history cache-app", "doctor"]) {
      const { exit, out, err } = await house.rotator(command);
      expect(exit).toBe(command === "doctor" ? 1 : 5);
      expect(out + err).toMatch(/an older Rekey wrote it[^]*rotator run or rotator apply bring it up to date/);
    }
    expect(write(house, was)).toBe("1");
    await expectNothingLost(house);
  });

  it("was written by a newer Rekey", async () => {
    await using house = await rotated();
    const was = write(house, "999");
    const { exit, err } = await house.rotator("rotate cache-app");
    expect(exit).toBe(5);
    expect(err).toMatch(/newer[^]*changed\? +no[^]*you can/);
    write(house, was);
    await expectNothingLost(house);
  });

  it("is not there", async () => {
    await using house = await openHouse();
    expect(await house.rotator("status")).toMatchObject({
      exit: 5,
      err: expect.stringMatching(/there is no store[^]*rotator apply/),
    });
  });

  it("lies in a folder that may not be written", async () => {
    await using house = await rotated();
    const { exit, err } = await asNobody(house.folder, async () => {
      using _ = forbid(house.folder, 0o500, 0o700);
      return await house.rotator("rotate cache-app");
    });
    expect(exit).toBe(5);
    expect(err).toMatch(/rekey.db[^]*(permission denied|may not be written)[^]*changed\? +no[^]*you can/);
    await expectNothingLost(house);
  });
});

it("refuses a second daemon, and names the first", async () => {
  await using house = await rotated();
  const lock = await lockDaemon(join(house.folder, "rekey.db"));
  const { exit, err } = await house.rotator("run");
  lock.release();
  expect(exit).toBe(5);
  expect(err).toMatch(/another rotator works on .*rekey.db: process \d+[^]*changed\? +no[^]*you can/);
  await expectNothingLost(house);
});

it("sends nothing where the disk is full, because the intent cannot be written (law 1)", async () => {
  await using house = await openHouse({ plugged: { pageLimit: 23 } });
  const { exit, out, err } = await house.rotator("apply --yes");
  expect(exit).not.toBe(0);
  expect(out + err).toMatch(/full[^]*changed\? +no/);
  expect(house.emulator.sends("resetAclAccountPassWord")).toBe(0);
});

it("keeps what a sink cannot take, and delivers it when it can", async () => {
  await using house = await openHouse();
  const { exit, out } = await asNobody(house.folder, async () => {
    using _ = forbid(join(house.folder, "delivered"), 0o500, 0o700);
    return await house.rotator("apply --yes");
  });
  expect(exit).toBe(1);
  expect(out).toMatch(
    /not delivered to app-env[^]*changed\? +yes, and kept[^]*let the daemon's user write in the folder/,
  );
  await expectNothingLost(house);
  expect(await house.rotator("status")).toMatchObject({ out: expect.stringContaining("app-env has no v1 yet") });
  expect(house.emulator.sends("resetAclAccountPassWord")).toBe(1);
});
