import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { expect, it } from "vitest";
import { declared, eventOf, folder, held, opened, NOW } from "./scene.fixture.ts";

const names = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`);

it("lets everything that is awaited together share one transaction", async () => {
  const store = await opened();
  const uids = await Promise.all(names(100).map((name) => declared(store, name)));
  expect(store.transactions).toBe(1);
  const holders = await Promise.all(uids.map((uid) => held(store, uid)));
  expect(store.transactions).toBe(2);
  await Promise.all(holders.map(({ claim, credential }) => store.commit(claim, credential, eventOf(claim.uid))));
  expect(store.transactions).toBe(3);
  expect(await store.events({})).toHaveLength(100);
});

it("shares a transaction among 512 at most", async () => {
  const store = await opened();
  await Promise.all(names(1025).map((name) => declared(store, name)));
  expect(store.transactions).toBe(3);
});

it("tells of each transaction that wrote how many operations shared it", async () => {
  const store = await opened();
  const told: number[] = [];
  store.onCommit((operations) => told.push(operations));
  await Promise.all(names(100).map((name) => declared(store, name)));
  expect(await store.claim("nobody", NOW, 1)).toBeUndefined();
  await store.record({ name: "clock.jumped", at: NOW });
  await store.probe();
  expect(told).toEqual([100, 1]);
});

it("counts only transactions in which something was written", async () => {
  const store = await opened();
  expect(await store.claim("nobody", NOW, 1)).toBeUndefined();
  await expect(store.rename("nobody", "a")).rejects.toMatchObject({ code: "ERR_DECLARATION" });
  expect(store.transactions).toBe(0);
});

it("undoes alone what fails alone", async () => {
  const store = await opened();
  const [first, second] = [
    await held(store, await declared(store, "a")),
    await held(store, await declared(store, "b")),
  ];
  const stale = { ...first.claim, epoch: 0 };
  const outcomes = await Promise.allSettled([
    store.commit(stale, first.credential, eventOf(first.claim.uid)),
    store.commit(second.claim, { ...second.credential, fails: 7 }, eventOf(second.claim.uid)),
    declared(store, "c"),
    store.rename(first.claim.uid, "b"),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled", "rejected"]);
  expect((await store.get(second.claim.uid))?.credential.fails).toBe(7);
  expect(await store.events({})).toHaveLength(1);
});

it("writes no row whose bill cannot be paid (law 5, P3)", async () => {
  const store = await opened();
  const { claim, credential } = await held(store, await declared(store, "a"));
  const bill = { identity: "sample:a", lockout: { tries: 2, windowMs: 1 }, tries: 2, now: NOW, until: NOW };
  const commit = store.commit(claim, { ...credential, fails: 9 }, eventOf(claim.uid), bill);
  await expect(commit).rejects.toMatchObject({ code: "ERR_UNAVAILABLE", details: { reason: "lock" } });
  expect((await store.get(claim.uid))?.credential.fails).toBe(0);
});

it("resolves only when another process can read what was written (law 1)", async () => {
  const path = join(folder(), "rekey.db");
  const store = await opened(path);
  const { claim, credential } = await held(store, await declared(store, "a"));
  using other = new DatabaseSync(path, { readOnly: true });
  const seen = () => other.prepare("SELECT opened FROM credential").get()?.["opened"];
  const commit = store.commit(claim, { ...credential, opened: 1 }, eventOf(claim.uid));
  expect(seen()).toBe(0);
  await commit;
  expect(seen()).toBe(1);
});

it("writes what waits when it is closed, and refuses what comes later", async () => {
  const path = join(folder(), "rekey.db");
  const store = await opened(path);
  const waiting = declared(store, "a");
  await store.close();
  const uid = await waiting;
  await expect(declared(store, "b")).rejects.toMatchObject({ code: "ERR_UNAVAILABLE" });
  expect((await (await opened(path)).find("a"))?.uid).toBe(uid);
});
