import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type Reply, Secret } from "@rekey/core";
import { expect, it } from "vitest";
import { lockDaemon } from "./daemon.ts";
import { attemptOf, declared, eventOf, folder, held, minute, NOW, opened, stated } from "./scene.fixture.ts";
import type { SqliteStore } from "./surface.ts";

const canaries = ["candidate-1", "candidate-2", "reply-body", "reply-token", "imported", "rolled"].map(
  (name) => `canary-${name}`,
);

/** Every spelling in which a text may stand in a file. */
function spellings(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return [text, bytes.toString("hex"), bytes.toString("base64").slice(0, -4), bytes.toString("utf16le")];
}

function found(bytes: Uint8Array): readonly string[] {
  const all = Buffer.from(bytes).toString("latin1");
  return canaries.filter((canary) => spellings(canary).some((spelling) => all.includes(spelling)));
}

/** One life with every sort of secret: opened, kept, promoted, asked for, refused, forgotten. */
async function live(store: SqliteStore): Promise<void> {
  const uid = await declared(store, "a");
  const reply: Reply = {
    status: 200,
    headers: { token: new Secret("canary-reply-token") },
    body: new Secret("canary-reply-body"),
  };
  for (const number of [1, 2]) {
    const { claim, credential } = await held(store, uid, minute(number));
    const attempt = attemptOf(number, { reply });
    await store.commit(claim, { ...credential, opened: number, attempt }, eventOf(uid));
    const current = { number, issued: attempt.candidate, facts: { user: "app" }, since: NOW };
    await store.commit(
      claim,
      { ...credential, opened: number, current, previous: credential.current, wakeAt: NOW },
      eventOf(uid),
    );
    await store.release(claim);
  }
  const id = await store.ask(uid, { inForce: new Secret("canary-imported") }, { who: "ops", at: NOW });
  const { claim, credential } = await held(store, uid, minute(3));
  await store.commit(claim, { ...credential, answered: id, asked: await stated(store, uid) }, eventOf(uid));
  await store.ask(uid, { inForce: new Secret("canary-rolled") }, { who: "ops", at: NOW });
  await store.release(claim);
}

it("leaves no secret in clear in any file, log or lock (law 10)", async () => {
  const path = folder();
  const lock = await lockDaemon(join(path, "rekey.db"));
  const store = await opened(join(path, "rekey.db"));
  await live(store);
  await store.backup(join(path, "backup.db"));
  const files = readdirSync(path);
  expect(files).toEqual(
    expect.arrayContaining(["rekey.db", "rekey.db-wal", "rekey.db-shm", "rekey.db.lock", "backup.db"]),
  );
  expect(files.filter((file) => found(readFileSync(join(path, file))).length > 0)).toEqual([]);
  lock.release();
  await store.close();
  expect(readdirSync(path).filter((file) => found(readFileSync(join(path, file))).length > 0)).toEqual([]);
});

it("would find them: an unsealed store of the same secrets holds them all", () => {
  using unsealed = new DatabaseSync(":memory:");
  unsealed.exec("CREATE TABLE sealed (box BLOB)");
  for (const canary of canaries) unsealed.prepare("INSERT INTO sealed VALUES (?)").run(Buffer.from(canary));
  const boxes = unsealed.prepare("SELECT group_concat(CAST(box AS TEXT), ' ') AS all_boxes FROM sealed").get()?.[
    "all_boxes"
  ];
  expect(found(Buffer.from(String(boxes)))).toEqual(canaries);
  expect(found(Buffer.from(Buffer.from("xx canary-imported").toString("hex")))).toEqual(["canary-imported"]);
});
