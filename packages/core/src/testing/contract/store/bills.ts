import assert from "node:assert/strict";
import type { Bill, Held, Store } from "../../../store.ts";
import { errorOf, failsWith } from "../case.ts";
import { plain } from "../plain.ts";
import { billOf, claim, declare, eventOf, minute, NOW, rowOf, type StorePromises } from "./scene.ts";

export const bills: StorePromises = {
  async "pays for tries in the transition itself (law 5)"({ store }) {
    await pay(store, await held(store, "a"), billOf(2));
    assert.deepEqual(await store.payments("sample:a", NOW), [minute(10), minute(10)]);
    assert.deepEqual(await store.payments("sample:b", NOW), []);
  },
  async "leaves one try for the human, and says when to come back (law 5)"({ store }) {
    const holder = await held(store, "a");
    await pay(store, holder, billOf(2, { until: minute(10) }));
    await pay(store, holder, billOf(2, { until: minute(5) }));
    const error = await refused(store, holder, billOf(1));
    assert.deepEqual(error, { reason: "lock", againAt: minute(5) });
    assert.deepEqual(await refused(store, holder, billOf(3)), { reason: "lock", againAt: minute(10) });
  },
  async "pays all tries of a bill or none, and writes nothing where it cannot (law 5)"({ store }) {
    const holder = await held(store, "a");
    await pay(store, holder, billOf(3));
    const before = [await rowOf(store, holder.claim.uid), await store.events({})];
    const next = { ...holder.credential, opened: 99 };
    await failsWith(store.commit(holder.claim, next, eventOf(holder.claim.uid), billOf(2)), "ERR_UNAVAILABLE");
    assert.deepEqual(plain([await rowOf(store, holder.claim.uid), await store.events({})]), plain(before));
    assert.equal((await store.payments("sample:a", NOW)).length, 3);
    await pay(store, holder, billOf(1));
  },
  async "lets a payment stand until its last instant (law 5)"({ store }) {
    const holder = await held(store, "a");
    await pay(store, holder, billOf(4));
    await refused(store, holder, billOf(1, { now: minute(9), until: minute(20) }));
    assert.deepEqual(await store.payments("sample:a", minute(10)), []);
    await pay(store, holder, billOf(4, { now: minute(10), until: minute(20) }));
    assert.equal((await store.payments("sample:a", minute(10))).length, 4);
  },
  async "gives back tries that were right, of those paid until the same instant"({ store }) {
    const holder = await held(store, "a");
    await pay(store, holder, billOf(2, { until: minute(10) }));
    await pay(store, holder, billOf(2, { until: minute(5) }));
    await pay(store, holder, billOf(-1, { until: minute(10) }));
    assert.deepEqual(await store.payments("sample:a", NOW), [minute(5), minute(5), minute(10)]);
    await pay(store, holder, billOf(-2, { until: minute(10) }));
    assert.deepEqual(await store.payments("sample:a", NOW), [minute(5), minute(5)]);
  },
  async "keeps an account of its own for each identity"({ store }) {
    const holder = await held(store, "a");
    await pay(store, holder, billOf(4));
    await pay(store, holder, billOf(4, { identity: "sample:b" }));
    await refused(store, holder, billOf(1));
  },
  async "pays all bills of a transition or none, each out of its own books, and says which cannot be paid"({ store }) {
    const holder = await held(store, "a");
    const quota = billOf(1, { identity: "changes", lockout: { tries: 2, windowMs: 1 }, reason: "quota" });
    await pay(store, holder, billOf(2), quota);
    const events = await store.events({});
    const error = await failsWith(pay(store, holder, billOf(1), quota), "ERR_UNAVAILABLE");
    assert.deepEqual([error.details.reason, error.details.againAt], ["quota", minute(10)]);
    assert.deepEqual(plain(await store.events({})), plain(events));
    const standing = [await store.payments("sample:a", NOW), await store.payments("changes", NOW)];
    assert.deepEqual(standing, [[minute(10), minute(10)], [minute(10)]]);
    await pay(store, holder, { ...quota, tries: -1 }, billOf(1));
    assert.deepEqual(await store.payments("changes", NOW), []);
  },
  async "pays one of two bills that come at once and cannot both be paid (law 5)"({ store }) {
    const holders = [await held(store, "a"), await held(store, "b")];
    const errors = await Promise.all(holders.map((holder) => errorOf(pay(store, holder, billOf(3)))));
    assert.equal(errors.filter((error) => error === undefined).length, 1);
    assert.equal((await store.payments("sample:a", NOW)).length, 3);
  },
  async "remembers payments when it is opened again (law 5)"({ store, reopen }) {
    await pay(store, await held(store, "a"), billOf(4));
    const again = (await reopen?.()) ?? store;
    assert.deepEqual(await again.payments("sample:a", NOW), [minute(10), minute(10), minute(10), minute(10)]);
  },
};

async function held(store: Store, name: string): Promise<Held> {
  return claim(store, (await declare(store, name)).uid);
}

function pay(store: Store, holder: Held, ...paid: readonly Bill[]): Promise<void> {
  return store.commit(holder.claim, holder.credential, eventOf(holder.claim.uid), ...paid);
}

async function refused(store: Store, holder: Held, bill: Bill) {
  const error = await failsWith(pay(store, holder, bill), "ERR_UNAVAILABLE");
  const { reason, againAt } = error.details;
  return { reason, againAt };
}
