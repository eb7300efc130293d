import { join } from "node:path";
import { expect, it } from "vitest";
import { folder, opened } from "./scene.fixture.ts";
import type { SqliteStore } from "./surface.ts";

const at = new Date(0);
const told = (store: SqliteStore) => store.record({ name: "secret.revealed", at });

async function scene() {
  const path = join(folder(), "rekey.db");
  const backup = join(folder(), "rekey.db");
  return { path, backup, store: await opened(path) };
}

it("stands as it stood where its mark is its own (P11)", async () => {
  const { store } = await scene();
  expect(await store.standing(undefined)).toEqual({ is: "new" });
  await told(store);
  const mark = await store.mark();
  expect(mark).toEqual({ store: store.id, seq: 1, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
  await told(store);
  expect(await store.standing(mark)).toEqual({ is: "same" });
});

it("notices that it is older than its mark, and by how much (P11)", async () => {
  const { store, backup } = await scene();
  await told(store);
  await store.mark();
  await store.backup(backup);
  for (const _ of [1, 2, 3]) await told(store);
  const mark = await store.mark();
  const older = await opened(backup);
  expect(await older.standing(mark)).toEqual({ is: "older", lost: 3 });
});

it("notices an older state that has gone another way since (P11)", async () => {
  const { store, backup } = await scene();
  await store.backup(backup);
  await told(store);
  const mark = await store.mark();
  const older = await opened(backup);
  for (const by of ["ada", "bob"]) await older.record({ name: "secret.revealed", at, by });
  expect(await older.standing(mark)).toEqual({ is: "older", lost: 1 });
});

it("knows that it had a mark where that is gone, or is another store's (P11)", async () => {
  const { store } = await scene();
  const mark = await store.mark();
  expect(await store.standing(undefined)).toEqual({ is: "unmarked" });
  expect(await store.standing({ ...mark, store: "another" })).toEqual({ is: "unmarked" });
});
