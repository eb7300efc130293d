import { copyFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "@rekey/core";
import { expect, it } from "vitest";
import { type House, openHouse } from "../house.fixture.ts";

const MINUTE_MS = 60_000;
const later = (minutes: number) => ({
  clock: { ...systemClock, now: () => new Date(Date.now() + minutes * MINUTE_MS) },
});
const password = ({ emulator }: House) => emulator.account("cache-prod", "app").password.reveal();
const delivered = (house: House) => house.read(join("delivered", "cache-app.env"));

/** A house at v3 whose store is put back as it was at v1, with the mark of then or of now. */
async function restored({ isMarkOlder = false, isMarkGone = false } = {}): Promise<House> {
  const house = await openHouse();
  const [store, backup] = [join(house.folder, "rekey.db"), join(house.folder, "backup.db")];
  await house.rotator("apply --yes");
  await house.withStore((open) => open.backup(backup));
  copyFileSync(`${store}.mark`, `${backup}.mark`);
  for (const _ of [2, 3]) await house.rotator("rotate cache-app");
  for (const log of [`${store}-wal`, `${store}-shm`]) rmSync(log, { force: true });
  renameSync(backup, store);
  if (isMarkOlder) renameSync(`${backup}.mark`, `${store}.mark`);
  if (isMarkGone) rmSync(`${store}.mark`);
  return house;
}

it("an older store put back is noticed by the mark beside it: nothing is sent, and a person says what is in force (P11)", async () => {
  await using house = await restored();
  const [inForce, file] = [password(house), delivered(house)];

  for (const look of ["doctor", "status", "status --json"])
    expect((await house.rotator(look)).out).toMatch(/an older state of the store was put back/);
  const { exit, out } = await house.rotator("rotate cache-app");
  expect({ exit, out }).toMatchObject({
    exit: 1,
    out: expect.stringMatching(/an older state of the store was put back/),
  });
  const seen = (await house.rotator("status")).out;
  expect([seen.includes("cache-app"), seen.includes("was put back")]).toEqual([true, false]);
  expect(seen).toMatch(/cache-app +\S+ +unknown/);
  expect((await house.rotator("plan")).out).toMatch(/\? settle[^]*an older state of the store was put back/);

  const stuck = await house.rotator("rotate cache-app", later(30));
  expect(stuck).toMatchObject({ exit: 3, out: expect.stringMatching(/what it holds is not accepted/) });
  expect([password(house) === inForce, delivered(house) === file]).toEqual([true, true]);

  const imported = await house.rotator("import cache-app", { ...later(31), stdin: `${inForce}\n` });
  expect(imported).toMatchObject({ exit: 0 });
  expect(delivered(house)).toContain(inForce);
  expect(await house.rotator("rotate cache-app", later(60))).toMatchObject({ exit: 0 });
  expect(delivered(house).includes(password(house))).toBe(true);
});

it("an older store put back with its mark is noticed by the sink that has a newer version, and goes on above its number (law 8, P11)", async () => {
  await using house = await restored({ isMarkOlder: true });
  const { exit, out } = await house.rotator("rotate cache-app");
  expect({ exit, out }).toMatchObject({ exit: 1, out: expect.stringMatching(/app-env has v3: an older state/) });
  expect((await house.rotator("reveal cache-app")).out === password(house)).toBe(true);

  await house.rotator("rotate cache-app", later(30));
  expect(delivered(house).includes(password(house))).toBe(true);
  expect((await house.rotator("status", later(30))).out).toMatch(/cache-app +\S+ +stable/);
});

it("a store whose mark is gone asks whether it may be believed, and does where it may (P11)", async () => {
  await using house = await openHouse();
  await house.rotator("apply --yes");
  rmSync(join(house.folder, "rekey.db.mark"));
  expect((await house.rotator("rotate cache-app")).out).toMatch(/the store had a mark, and .* is not it/);
  expect(await house.rotator("rotate cache-app", later(30))).toMatchObject({ exit: 0 });
});
