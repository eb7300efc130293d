import { createHash } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { folder, minute, NOW, opened } from "./scene.fixture.ts";

async function scene() {
  const path = join(folder(), "rekey.db");
  const store = await opened(path);
  for (const by of ["ada", "bob", "eve", "ida"])
    await store.record({ name: "secret.revealed", at: NOW, uid: "u1", by });
  return { path, store };
}

it("is whole, and its head moves with each event", async () => {
  const { store } = await scene();
  const before = await store.verifyChain();
  expect(before).toEqual({ events: 4, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
  await store.record({ name: "clock.jumped", at: minute(1) });
  const after = await store.verifyChain();
  expect(after).toMatchObject({ events: 5 });
  expect(after.head).not.toBe(before.head);
});

it("can be checked by hand: sha256 over the previous hash, the number and the body", async () => {
  const { path, store } = await scene();
  using db = new DatabaseSync(path, { readOnly: true });
  let hash = Buffer.alloc(32);
  for (const { seq, body } of db.prepare("SELECT seq, body FROM event ORDER BY seq").all())
    hash = createHash("sha256")
      .update(hash)
      .update(`${String(seq)}\n${String(body)}`)
      .digest();
  expect((await store.verifyChain()).head).toBe(hash.toString("hex"));
});

it.for([
  ["changed", "UPDATE event SET body = replace(body, 'bob', 'rob') WHERE seq = 2", 2],
  ["said to be another's", "UPDATE event SET uid = 'u2' WHERE seq = 3", 3],
  ["put at another time", "UPDATE event SET at = at + 1 WHERE seq = 3", 3],
  ["taken out", "DELETE FROM event WHERE seq = 2", 2],
  [
    "taken out, and those behind it moved up",
    "DELETE FROM event WHERE seq = 2; UPDATE event SET seq = seq - 1 WHERE seq > 2",
    2,
  ],
  ["linked to another", "UPDATE event SET prev_hash = zeroblob(32) WHERE seq = 4", 4],
  ["not even JSON any more", "UPDATE event SET body = '{' WHERE seq = 2", 2],
] as const)("is broken where an event was %s", async ([, sql, brokenAt]) => {
  const { path, store } = await scene();
  {
    using db = new DatabaseSync(path);
    db.exec(sql);
  }
  expect(await store.verifyChain()).toMatchObject({ brokenAt });
});

it("is walked to its end where it is long", async () => {
  const store = await opened();
  const events = Array.from({ length: 2001 }, (_, index) => store.record({ name: "clock.jumped", at: minute(index) }));
  await Promise.all(events);
  expect(await store.verifyChain()).toMatchObject({ events: 2001 });
});
