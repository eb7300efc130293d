import { virtualClock } from "@rekey/core/testing";
import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { dispatchDue } from "./dispatch.ts";
import { declared, held, minute, NOW, opened } from "./scene.fixture.ts";
import type { SqliteStore } from "./surface.ts";

const POLL_MS = 200;

/** A running dispatch, with everything it named, and how often it looked. */
async function scene(store: SqliteStore, work: (uid: string) => Promise<void>, most = 4) {
  const clock = virtualClock(NOW);
  const named: string[] = [];
  let looks = 0;
  const source = {
    ...store,
    changes: () => store.changes(),
    due: (...query: Parameters<SqliteStore["due"]>) => (looks++, store.due(...query)),
  };
  const ended = new AbortController();
  const run = dispatchDue(source, clock, { most, pollMs: POLL_MS }).run(async ([uid = ""]) => {
    named.push(uid);
    await work(uid);
  }, ended.signal);
  run.catch(() => undefined);
  const rest = async () => {
    for (let turn = 0; turn < 20; turn++) await setImmediate();
  };
  await rest();
  const stop = async () => {
    ended.abort();
    await run;
  };
  return { clock, named, looks: () => looks, run, rest, stop, advance: (ms: number) => clock.advance(ms).then(rest) };
}

/** Work as a reconciler does it: claim, and give back with nothing left to do until later. */
function finishing(store: SqliteStore, at: () => Date) {
  return async (uid: string) => {
    const { claim, credential } = await held(store, uid, at());
    await store.commit(claim, { ...credential, wakeAt: minute(60) }, { name: "rotation.waiting", at: NOW });
    await store.release(claim);
  };
}

it("names what is due, once each, and then sleeps without looking again", async () => {
  const store = await opened();
  const uids = [await declared(store, "a"), await declared(store, "b")];
  const { named, looks, advance, stop } = await scene(
    store,
    finishing(store, () => NOW),
  );
  expect(named.toSorted()).toEqual(uids.toSorted());
  const before = looks();
  await advance(50 * 60_000);
  expect([named.length, looks()]).toEqual([2, before]);
  await stop();
});

it("wakes when the next instant comes", async () => {
  const store = await opened();
  const uid = await declared(store, "a");
  const { claim, credential } = await held(store, uid);
  await store.commit(claim, { ...credential, wakeAt: minute(5) }, { name: "rotation.waiting", at: NOW });
  await store.release(claim);
  const { named, advance, stop } = await scene(
    store,
    finishing(store, () => minute(5)),
  );
  await advance(5 * 60_000 - 1);
  expect(named).toEqual([]);
  await advance(1);
  expect(named).toEqual([uid]);
  await stop();
});

it("notices within a poll what somebody wrote meanwhile", async () => {
  const store = await opened();
  const { named, advance, stop } = await scene(
    store,
    finishing(store, () => NOW),
  );
  const uid = await declared(store, "a");
  await advance(POLL_MS);
  expect(named).toEqual([uid]);
  await stop();
});

it("has so many under way at one time and no more, and the next as soon as one is done", async () => {
  const store = await opened();
  for (const name of ["a", "b", "c"]) await declared(store, name);
  const done: (() => void)[] = [];
  const finish = finishing(store, () => NOW);
  const work = async (uid: string) => {
    await finish(uid);
    await new Promise<void>((resolve) => done.push(resolve));
  };
  const { named, rest, advance, stop } = await scene(store, work, 2);
  expect(named).toHaveLength(2);
  await advance(10 * POLL_MS);
  expect(named).toHaveLength(2);
  done.shift()?.();
  await rest();
  expect(named).toHaveLength(3);
  for (const end of done) end();
  await stop();
});

it("names again only after a poll what its work left as it was", async () => {
  const store = await opened();
  const uid = await declared(store, "a");
  const { named, advance, stop } = await scene(store, async () => undefined);
  expect(named).toEqual([uid]);
  await advance(POLL_MS - 1);
  expect(named).toEqual([uid]);
  await advance(1);
  expect(named).toEqual([uid, uid]);
  await stop();
});

it("lets what its work left as it was keep its place from nobody, and from itself", async () => {
  const store = await opened();
  const uids = [await declared(store, "a"), await declared(store, "b")];
  const { named, advance, stop } = await scene(store, async () => undefined, 1);
  expect(named).toEqual(uids);
  await advance(POLL_MS);
  expect(named).toEqual([...uids, ...uids]);
  await stop();
});

it("ends only when the work under way has ended", async () => {
  const store = await opened();
  await declared(store, "a");
  const { promise, resolve } = Promise.withResolvers<void>();
  const { stop, rest } = await scene(store, () => promise);
  let isOver = false;
  const over = stop().then(() => (isOver = true));
  await rest();
  expect(isOver).toBe(false);
  resolve();
  await over;
});

it("passes on what work rejects with", async () => {
  const store = await opened();
  await declared(store, "a");
  const { run } = await scene(store, () => Promise.reject(new Error("a bug")));
  await expect(run).rejects.toThrow("a bug");
});
