import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { attemptOf, declared, eventOf, folder, held, minute, NOW, opened, rotate } from "./scene.fixture.ts";

describe("taking over", () => {
  it("ends every claim at once, and fences whoever had them (law 7)", async () => {
    const store = await opened();
    const uids = [await declared(store, "a"), await declared(store, "b")];
    const holders = await Promise.all(uids.map((uid) => held(store, uid)));
    expect(await store.due(NOW, 10)).toEqual([]);
    expect(await store.takeOver(NOW)).toBe(2);
    expect(await store.due(NOW, 10)).toEqual(uids);
    for (const { claim, credential } of holders)
      await expect(store.commit(claim, credential, eventOf(claim.uid))).rejects.toMatchObject({ code: "ERR_CONFLICT" });
    for (const { claim } of holders) expect((await held(store, claim.uid)).claim.epoch).toBe(claim.epoch + 2);
  });

  it("leaves alone what nobody holds, and what rests", async () => {
    const store = await opened();
    const uid = await declared(store, "a");
    await rotate(store, await held(store, uid));
    expect(await store.takeOver(minute(1))).toBe(0);
    expect(await store.due(minute(1), 10)).toEqual([]);
  });

  it("forgets no quiet time: the lane waits for a change that may still land (law 6)", async () => {
    const store = await opened();
    const [uid, mate] = [await declared(store, "a", "x"), await declared(store, "b", "x")];
    const { claim, credential } = await held(store, uid);
    await store.commit(claim, { ...credential, attempt: attemptOf(1, { quietUntil: minute(16) }) }, eventOf(uid));
    await store.takeOver(NOW);
    expect(await store.due(NOW, 10)).toEqual([uid]);
    expect(await store.claim(mate, NOW, 1)).toBeUndefined();
  });
});

describe("purging", () => {
  it("deletes what was forgotten thirty days ago, secrets and all, and keeps its events", async () => {
    const path = join(folder(), "rekey.db");
    const store = await opened(path);
    const uid = await declared(store, "a");
    await rotate(store, await held(store, uid));
    await store.forget(uid, minute(20));
    const day = 24 * 60;
    expect(await store.purge(minute(30 * day))).toBe(0);
    expect((await store.get(uid))?.credential.current?.issued?.secret.reveal()).toBe("canary-candidate-1");
    expect(await store.purge(minute(30 * day + 20))).toBe(1);
    expect(await store.get(uid)).toBeUndefined();
    using db = new DatabaseSync(path, { readOnly: true });
    expect(db.prepare("SELECT count(*) AS boxes FROM sealed").get()).toEqual({ boxes: 0 });
    expect(await store.events({ uid })).toHaveLength(2);
  });

  it("deletes tokens thirty days after they ended, by time or by a person", async () => {
    const store = await opened();
    const token = { name: "ci", hash: "", scopes: ["read"], by: "ada", createdAt: NOW };
    const event = { name: "token.revoked", at: minute(5) } as const;
    for (const [id, end] of Object.entries({ over: 10, revoked: 90_000, standing: 90_000 }))
      await store.addToken({ ...token, id, expiresAt: minute(end) }, event);
    await store.revokeToken("revoked", event);
    const left = async (at: number) => {
      await store.purge(minute(30 * 24 * 60 + at));
      return (await store.tokens()).map(({ id }) => id);
    };
    expect(await left(4)).toEqual(["over", "revoked", "standing"]);
    expect(await left(5)).toEqual(["over", "standing"]);
    expect(await left(10)).toEqual(["standing"]);
  });
});

describe("changes", () => {
  it("move with every write, of this process or another, and rest otherwise", async () => {
    const path = join(folder(), "rekey.db");
    const [daemon, command] = [await opened(path), await opened(path)];
    const seen = [daemon.changes()];
    const look = () => seen.push(daemon.changes());
    const uid = await declared(command, "a");
    look();
    expect(await daemon.due(NOW, 10)).toEqual([uid]);
    await command.ask(uid, "rotate", { who: "ci", at: NOW });
    look();
    await daemon.record({ name: "clock.jumped", at: NOW });
    look();
    expect(new Set(seen).size).toBe(4);
    await daemon.list();
    await daemon.due(NOW, 10);
    expect(daemon.changes()).toBe(seen[3]);
  });
});

it("shows the sealed versions of what is declared only", async () => {
  const store = await opened();
  await expect(store.versions("nobody")).rejects.toMatchObject({ code: "ERR_DECLARATION" });
});
