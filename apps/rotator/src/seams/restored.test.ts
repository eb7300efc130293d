import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openHouse } from "../house.fixture.ts";

it("a store restored from an older backup rotates on, and never believes that a sink has what it has not (law 8, P11)", async () => {
  await using house = await openHouse();
  const [store, backup] = [join(house.folder, "rekey.db"), join(house.folder, "backup.db")];
  await house.rotator("apply --yes");
  await house.withStore((open) => open.backup(backup));
  for (const _ of [2, 3]) await house.rotator("rotate cache-app");
  for (const log of [`${store}-wal`, `${store}-shm`]) rmSync(log, { force: true });
  renameSync(backup, store);

  const { exit, out } = await house.rotator("rotate cache-app");
  expect(exit).toBe(1);
  expect(out).toMatch(
    /v3 was delivered there before v2[^]*changed\? +yes, and kept[^]*remove .*\.cache-app\.env\.rekey/,
  );
  const { password } = house.emulator.account("cache-prod", "app");
  expect((await house.rotator("reveal cache-app")).out === password.reveal()).toBe(true);

  rmSync(join(house.folder, "delivered", ".cache-app.env.rekey"));
  expect(await house.rotator("rotate cache-app")).toMatchObject({ exit: 0 });
  const delivered = house.read(join("delivered", "cache-app.env"));
  expect(delivered.includes(house.emulator.account("cache-prod", "app").password.reveal())).toBe(true);
});
