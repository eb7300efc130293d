import { Secret } from "@rekey/core";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { attemptOf, declared, eventOf, held, opened } from "./scene.fixture.ts";
import { Writer } from "./writer.ts";

it("waits for no disk with a claim and its release, and does with the intent between them (law 1)", async () => {
  const store = await opened();
  const uid = await declared(store, "a");
  const before = store.barriers;
  const { claim, credential } = await held(store, uid);
  expect(store.barriers).toBe(before);
  await store.commit(claim, { ...credential, opened: 1, attempt: attemptOf(1) }, eventOf(uid));
  expect(store.barriers).toBe(before + 1);
  await store.release(claim);
  expect(store.barriers).toBe(before + 1);
  expect(store.transactions).toBe(before + 3);
});

it.for([
  ["no disk with what asking would tell again", {}, 0],
  ["the disk with a reply (law 2)", { reply: { status: 200, headers: {}, body: new Secret("canary-reply") } }, 1],
  ["the disk with a change whose secret went to its recipient (law 13)", { candidate: undefined }, 1],
] as const)("waits for %s", async ([, change, barriers]) => {
  const store = await opened();
  const { claim, credential } = await held(store, await declared(store, "a"));
  const before = store.barriers;
  const attempt = attemptOf(1, { phase: "landed", ...change });
  await store.commit(claim, { ...credential, opened: 1, attempt }, eventOf(claim.uid));
  expect(store.barriers - before).toBe(barriers);
});

it("waits for the disk with every bill (law 5)", async () => {
  const store = await opened();
  const { claim, credential } = await held(store, await declared(store, "a"));
  const before = store.barriers;
  const now = new Date(0);
  const bill = { identity: "a", lockout: { tries: 5, windowMs: 1 }, tries: 1, now, until: now };
  const attempt = attemptOf(1, { phase: "landed" });
  await store.commit(claim, { ...credential, opened: 1, attempt }, eventOf(claim.uid), bill);
  expect(store.barriers).toBe(before + 1);
});

function scene() {
  const db = new DatabaseSync(":memory:");
  db.exec("PRAGMA synchronous = FULL; CREATE TABLE seen (level INTEGER)");
  const see = () => {
    db.exec("INSERT INTO seen SELECT synchronous FROM pragma_synchronous");
  };
  return { db, see, writer: new Writer(db, ":memory:") };
}

const [NORMAL, FULL] = [1, 2];

it("syncs all but what says that it needs none", async () => {
  const { db, see, writer } = scene();
  await Promise.all([writer.write(see), writer.writeInOrder(see)]);
  await writer.write(see);
  const seen = db.prepare("SELECT level FROM seen").all();
  expect(seen.map(({ level }) => level)).toEqual([NORMAL, FULL, FULL]);
});

it("syncs again after unsynced work that failed", async () => {
  const { db, writer } = scene();
  await expect(writer.writeInOrder(() => db.exec("nonsense"))).rejects.toThrow("syntax");
  expect(db.prepare("PRAGMA synchronous").get()).toEqual({ synchronous: FULL });
});

it("puts a barrier off for what may join it, and not for ever", async () => {
  const { writer, see } = scene();
  const order: string[] = [];
  const chatter = async () => {
    for (let turn = 0; turn < 10; turn++) order.push(await writer.writeInOrder(() => (see(), "other")));
  };
  await Promise.all([chatter(), writer.write(see).then(() => order.push("barrier"))]);
  expect(order.indexOf("barrier")).toBe(4);
});

it("tells each what became of its own work, where others' threw and all was done again", async () => {
  const { db, writer } = scene();
  const put = (level: number) => db.prepare("INSERT INTO seen VALUES (?)").run(level).changes;
  const outcomes = await Promise.allSettled([
    writer.write(() => put(1)),
    writer.write(() => {
      put(2);
      throw new TypeError("no");
    }),
    writer.write(() => put(3)),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(db.prepare("SELECT level FROM seen").all()).toEqual([{ level: 1 }, { level: 3 }]);
});
