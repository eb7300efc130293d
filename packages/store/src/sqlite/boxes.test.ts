import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { type Reply, Secret } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { bytes, text } from "./columns.ts";
import { attemptOf, declared, eventOf, folder, held, minute, NOW, opened, rotate, stated } from "./scene.fixture.ts";

/** What lies in the file, as another process sees it. */
function boxes(path: string): ReadonlyMap<string, Uint8Array> {
  using db = new DatabaseSync(path, { readOnly: true });
  const rows = db.prepare("SELECT purpose || ' ' || number AS slot, box FROM sealed ORDER BY slot").all();
  return new Map(rows.map((row) => [text(row, "slot"), bytes(row, "box")]));
}

async function scene() {
  const path = join(folder(), "rekey.db");
  const store = await opened(path);
  const uid = await declared(store, "a");
  return { path, store, uid };
}

const reply: Reply = {
  status: 200,
  headers: { "content-type": "text/plain", "x-token": new Secret("canary-token") },
  body: new Secret("canary-body"),
};

describe("secrets", () => {
  it("are sealed once: promoting the candidate seals nothing again", async () => {
    const { path, store, uid } = await scene();
    const { claim, credential } = await held(store, uid);
    const attempt = attemptOf(1, { reply });
    await store.commit(claim, { ...credential, opened: 1, attempt }, eventOf(uid));
    const before = boxes(path);
    const current = { number: 1, issued: attempt.candidate, facts: {}, since: NOW };
    await store.commit(claim, { ...credential, opened: 1, current, wakeAt: minute(0) }, eventOf(uid));
    expect(boxes(path)).toEqual(before);
    await store.release(claim);
    const again = await held(store, uid);
    await store.commit(again.claim, { ...again.credential, fails: 1 }, eventOf(uid));
    expect(boxes(path)).toEqual(before);
  });

  it("that take another's place in an attempt replace it", async () => {
    const { store, uid } = await scene();
    const { claim, credential } = await held(store, uid);
    for (const value of ["canary-first", "canary-second"]) {
      const attempt = attemptOf(1, { candidate: { secret: new Secret(value) } });
      await store.commit(claim, { ...credential, attempt }, eventOf(uid));
      expect((await store.get(uid))?.credential.attempt?.candidate?.secret.reveal()).toBe(value);
    }
  });

  it("of which a transition was undone are sealed with the next, and its bill was not paid", async () => {
    const { path, store, uid } = await scene();
    const { claim, credential } = await held(store, uid);
    const next = { ...credential, opened: 1, attempt: attemptOf(1) };
    const bill = { identity: "a", lockout: { tries: 9, windowMs: 1 }, tries: 2, now: NOW, until: minute(1) };
    const broken = store.commit(claim, { ...next, dueAt: new Date(Number.NaN) }, eventOf(uid), bill);
    await expect(broken).rejects.toThrow("NOT NULL constraint failed");
    expect([boxes(path).size, await store.payments("a", NOW), await store.events({})]).toEqual([0, [], []]);
    await store.commit(claim, next, eventOf(uid));
    const found = await store.get(uid);
    expect(found?.credential.attempt?.candidate?.secret.reveal()).toBe("canary-candidate-1");
  });

  it("are never two of one version", async () => {
    const { store, uid } = await scene();
    const { claim, credential } = await held(store, uid);
    const current = { number: 1, issued: { secret: new Secret("canary-other") }, facts: {}, since: NOW };
    const commit = store.commit(claim, { ...credential, current, attempt: attemptOf(1) }, eventOf(uid));
    await expect(commit).rejects.toThrow("two secrets are called version 1");
  });

  it("are the same value under another number after a rollback (law 8)", async () => {
    const { path, store, uid } = await scene();
    const first = await rotate(store, await held(store, uid));
    const { claim, credential } = await held(store, uid, minute(10));
    const current = { number: 2, issued: first.current?.issued, facts: {}, since: NOW };
    await store.commit(claim, { ...credential, opened: 2, current, previous: credential.current }, eventOf(uid));
    expect([...boxes(path).keys()]).toEqual(["version 1", "version 2"]);
    expect((await store.versions(uid)).map(({ secret }) => secret.reveal())).toEqual([
      "canary-candidate-1",
      "canary-candidate-1",
    ]);
  });

  it("of the five newest versions stay, and those that the row names", async () => {
    const { path, store, uid } = await scene();
    await rotate(store, await held(store, uid));
    const { claim, credential } = await held(store, uid, minute(10));
    for (const number of [2, 3, 4, 5, 6, 7, 8]) {
      const attempt = attemptOf(number, { reply: number === 3 ? reply : undefined });
      await store.commit(claim, { ...credential, opened: number, attempt }, eventOf(uid));
    }
    expect([...boxes(path).keys()]).toEqual([1, 4, 5, 6, 7, 8].map((number) => `version ${number}`));
    expect((await store.versions(uid)).map(({ number }) => number)).toEqual([8, 7, 6, 5, 4, 1]);
  });

  it("that a person gave leave with the answer", async () => {
    const { path, store, uid } = await scene();
    const id = await store.ask(uid, { inForce: new Secret("canary-imported") }, { who: "ops", at: NOW });
    const before = boxes(path);
    expect([...before.keys()]).toEqual([`request ${id}`]);
    const { claim, credential } = await held(store, uid);
    const asked = await stated(store, uid);
    await store.commit(claim, { ...credential, asked, answered: id }, eventOf(uid));
    expect([...boxes(path).keys()]).toEqual([...before.keys()]);
    const next = await store.get(uid);
    expect(next?.credential.asked).toMatchObject({ inForce: expect.any(Secret) });
    await store.commit(claim, { ...credential, answered: id }, eventOf(uid));
    expect(boxes(path).size).toBe(0);
  });
});

describe("a box that was tampered with", () => {
  const tamper = (path: string, sql: string) => {
    using db = new DatabaseSync(path);
    db.exec(`BEGIN; ${sql}; COMMIT`);
  };
  const flip = (path: string) => {
    const [box] = boxes(path).values();
    if (!box) throw new TypeError("there is a box to spoil");
    const spoiled = box.with(box.length - 1, (box.at(-1) ?? 0) ^ 1);
    tamper(path, `UPDATE sealed SET box = x'${Buffer.from(spoiled).toString("hex")}'`);
  };

  it("stops whoever claims its row, before anything is sent, until the claim ends", async () => {
    const { path, store, uid } = await scene();
    await rotate(store, await held(store, uid));
    flip(path);
    await expect(store.claim(uid, minute(10), 60_000)).rejects.toMatchObject({
      code: "ERR_STUCK",
      message: expect.stringContaining("the sealed version 1 of"),
    });
    expect(await store.due(minute(10), 10)).toEqual([]);
    expect(await store.nextWake()).toEqual(minute(11));
  });

  it("spoils no list, and fails when its secret is asked for", async () => {
    const { path, store, uid } = await scene();
    await rotate(store, await held(store, uid));
    flip(path);
    const [listed] = await store.list();
    expect(() => listed?.credential.current?.issued?.secret.reveal()).toThrow(
      expect.objectContaining({ code: "ERR_STUCK" }),
    );
  });

  it.for([
    ["swapped with another version's", "UPDATE sealed SET number = -number; UPDATE sealed SET number = 3 + number"],
    [
      "replaced by another credential's",
      "UPDATE sealed SET box = (SELECT box FROM sealed WHERE uid = 'u2') WHERE uid = 'u1'",
    ],
    ["given another purpose", "UPDATE sealed SET purpose = 'reply'"],
    ["deleted", "DELETE FROM sealed"],
  ] as const)("is refused where it was %s", async ([, sql]) => {
    const path = join(folder(), "rekey.db");
    const uids = ["u1", "u2"];
    const store = await opened(path, { newUid: () => uids.shift() ?? "" });
    await declared(store, "a");
    await declared(store, "b");
    for (const at of [0, 10]) for (const uid of ["u1", "u2"]) await rotate(store, await held(store, uid, minute(at)));
    tamper(path, sql);
    await expect(store.claim("u1", minute(10), 60_000)).rejects.toMatchObject({ code: "ERR_STUCK" });
  });
});

it("refuses a whole row that was put in another's place", async () => {
  const { path, store, uid } = await scene();
  const other = await declared(store, "b");
  await rotate(store, await held(store, uid));
  {
    using db = new DatabaseSync(path);
    db.exec(`UPDATE credential SET body = (SELECT body FROM credential WHERE uid = '${uid}') WHERE uid = '${other}'`);
  }
  await expect(store.claim(other, NOW, 60_000)).rejects.toMatchObject({ code: "ERR_STUCK" });
});

it("says of a row that somebody rewrote that it is not as it was", async () => {
  const { path, store, uid } = await scene();
  {
    using db = new DatabaseSync(path);
    db.exec("UPDATE credential SET body = '{'");
  }
  const refusal = { code: "ERR_STUCK", message: `the row of ${uid} is not as Rekey wrote it` };
  await expect(store.get(uid)).rejects.toMatchObject(refusal);
  await expect(store.claim(uid, NOW, 60_000)).rejects.toMatchObject(refusal);
});
