import { join } from "node:path";
import { hasCode, Secret } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { attemptOf, declared, eventOf, folder, held, NOW, opened } from "./scene.fixture.ts";
import type { SqliteStore } from "./surface.ts";

const LIMIT = 80;
const big = (bytes: number) => "x".repeat(bytes);

async function scene() {
  const path = join(folder(), "rekey.db");
  const store = await opened(path, { pageLimit: LIMIT });
  return { path, store, holder: await held(store, await declared(store, "a")) };
}

/** Writes until nothing more can be written; answers with how much could, and what was thrown. */
async function fill(store: SqliteStore): Promise<{ written: number; error: unknown }> {
  for (let written = 0; ; written++) {
    try {
      await store.record({ name: "clock.jumped", at: NOW, message: big(500) });
    } catch (error) {
      return { written, error };
    }
  }
}

describe("a full store", () => {
  it("says so, loses nothing, can be read, and works again once there is space", async () => {
    const { path, store, holder } = await scene();
    const attempt = attemptOf(1);
    await store.commit(holder.claim, { ...holder.credential, opened: 1, attempt }, eventOf("a"));
    const { written, error } = await fill(store);
    expect(error).toMatchObject({
      code: "ERR_UNAVAILABLE",
      message: `the store ${store.path}: its disk, or the number of pages it may have, is full; nothing was written`,
      details: { remedy: expect.stringContaining("free space") },
    });
    expect(written).toBeGreaterThan(10);
    expect(await store.events({})).toHaveLength(written + 1);
    expect((await store.list())[0]?.credential.attempt?.candidate?.secret.reveal()).toBe("canary-candidate-1");
    expect((await store.verifyChain()).brokenAt).toBeUndefined();
    await store.close();
    const more = await opened(path, { pageLimit: 2 * LIMIT });
    const current = { number: 1, issued: attempt.candidate, facts: {}, since: NOW };
    await more.commit(holder.claim, { ...holder.credential, opened: 1, current }, eventOf("a"));
    expect((await more.find("a"))?.credential.current?.number).toBe(1);
  });

  it("begins no rotation that it may not be able to keep the end of (law 2)", async () => {
    const { store, holder } = await scene();
    const before = await store.get(holder.claim.uid);
    const begin = () =>
      store.commit(holder.claim, { ...holder.credential, opened: 1, attempt: attemptOf(1) }, eventOf("a"));
    const finish = () => store.commit(holder.claim, { ...holder.credential, fails: 1 }, eventOf("a"));
    while (!(await isRefused(store))) await store.record({ name: "clock.jumped", at: NOW, message: big(3000) });
    await expect(begin()).rejects.toMatchObject({
      code: "ERR_UNAVAILABLE",
      message: expect.stringContaining("no rotation was begun"),
    });
    expect(await store.get(holder.claim.uid)).toEqual(before);
    await finish();

    async function isRefused(full: SqliteStore): Promise<boolean> {
      const probe = await held(full, await declared(full, `p${full.transactions}`));
      const next = { ...probe.credential, opened: 1 };
      return full.commit(probe.claim, next, eventOf("p")).then(
        () => false,
        (error) => hasCode(error, "ERR_UNAVAILABLE"),
      );
    }
  });

  it("fails what does not fit alone, and half of nothing", async () => {
    const { store, holder } = await scene();
    const tooBig = { ...holder.credential, attempt: attemptOf(1, { phase: "unsent", facts: { a: big(500_000) } }) };
    const [lost, kept] = await Promise.allSettled([
      store.commit(holder.claim, tooBig, eventOf("a")),
      declared(store, "b"),
    ]);
    expect([lost.status, kept.status]).toEqual(["rejected", "fulfilled"]);
    expect((await store.get(holder.claim.uid))?.credential.attempt).toBeUndefined();
    expect(await store.events({})).toEqual([]);
  });

  it("proves nothing of a request that may have been sent before (law 14)", async () => {
    const { store, holder } = await scene();
    const attempt = attemptOf(1);
    const open = { ...holder.credential, opened: 1, attempt };
    await store.commit(holder.claim, open, eventOf("a"));
    const reply = { status: 200, headers: {}, body: new Secret(big(500_000)) };
    const keep = store.commit(holder.claim, { ...open, attempt: { ...attempt, phase: "landed", reply } }, eventOf("a"));
    await expect(keep).rejects.toMatchObject({ code: "ERR_OUTCOME_UNKNOWN" });
    expect((await store.get(holder.claim.uid))?.credential.attempt).toMatchObject({ phase: "sent", version: 1 });
  });
});
