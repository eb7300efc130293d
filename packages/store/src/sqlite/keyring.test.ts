import { join } from "node:path";
import { expect, it } from "vitest";
import { keyIdOf, newSealKey, type SealKey } from "../seal/key.ts";
import { openSqlite } from "./open.ts";
import { declared, folder, held, keys, opened, rotate } from "./scene.fixture.ts";
import type { SqliteStore } from "./surface.ts";

const recovery: SealKey = { source: "recovery", key: newSealKey() };
const next: SealKey = { source: "file:next.key", key: newSealKey() };
const [first] = keys;
const ids = async (store: SqliteStore) => (await store.keys()).map(({ id }) => id).toSorted();
const idsOf = (...some: (SealKey | undefined)[]) => some.flatMap((key) => (key ? [keyIdOf(key)] : [])).toSorted();

async function scene() {
  const path = join(folder(), "rekey.db");
  const store = await opened(path);
  const uid = await declared(store, "a");
  await rotate(store, await held(store, uid));
  const secretBy = async (key: SealKey) => {
    const other = await opened(path, { keys: [key] });
    return (await other.find("a"))?.credential.current?.issued?.secret.reveal();
  };
  return { path, store, secretBy };
}

it("takes another key in, which then opens the store alone", async () => {
  const { store, secretBy } = await scene();
  expect(await store.addKey(recovery, "ops")).toMatchObject({ id: keyIdOf(recovery), source: "recovery" });
  expect(await ids(store)).toEqual(idsOf(first, recovery));
  expect(await secretBy(recovery)).toBe("canary-candidate-1");
  expect(await store.events({ isNewestFirst: true, most: 1 })).toMatchObject([
    { name: "seal.rotated", by: "ops", message: `key ${keyIdOf(recovery)}… (recovery) opens the store` },
  ]);
});

it("takes a key away, and not the last", async () => {
  const { path, store } = await scene();
  await store.addKey(recovery);
  await store.removeKey(idsOf(first).join(""));
  await expect(openSqlite(path, { keys })).rejects.toMatchObject({ code: "ERR_DECLARATION" });
  await expect(store.removeKey(keyIdOf(recovery))).rejects.toMatchObject({
    code: "ERR_DECLARATION",
    message: expect.stringContaining("is the store's last"),
  });
  await expect(store.removeKey("00000000")).rejects.toThrow("the store has no key 00000000…");
});

it("wraps the data key anew under the keys it is given and no others", async () => {
  const { path, store, secretBy } = await scene();
  await store.addKey(recovery);
  await store.rewrap([recovery, next]);
  expect(await ids(store)).toEqual(idsOf(recovery, next));
  expect(await secretBy(next)).toBe("canary-candidate-1");
  await expect(openSqlite(path, { keys })).rejects.toThrow("wrong seal key");
  await expect(store.rewrap([])).rejects.toMatchObject({ code: "ERR_DECLARATION" });
});
