import assert from "node:assert/strict";
import { errorOf, failsWith } from "../case.ts";
import { plain } from "../plain.ts";
import { attemptOf, claim, declare, eventOf, minute, NOW, rowOf, type StorePromises, write } from "./scene.ts";

const doubt = { message: "an older state was put back", since: minute(3), until: minute(20), isProven: true };

export const doubts: StorePromises = {
  async "puts every credential in doubt, and has it looked at now (P11)"({ store, reopen }) {
    const uids = [];
    for (const name of ["a", "b"]) {
      const { uid } = await declare(store, name);
      const current = { number: 4, facts: {}, since: NOW };
      await write(store, uid, {
        opened: 5,
        current,
        attempt: attemptOf("unsent"),
        wakeAt: minute(60),
        asked: "rotate",
      });
      uids.push(uid);
    }
    await store.doubt({ ...doubt, skip: 7 });
    const again = (await reopen?.()) ?? store;
    for (const uid of uids) {
      const row = await rowOf(again, uid);
      assert.deepEqual(plain(row.doubt), plain(doubt));
      assert.deepEqual([row.opened, row.current?.number, row.attempt?.version, row.asked], [12, 4, 1, "rotate"]);
    }
    assert.deepEqual((await again.due(minute(3), 10)).toSorted(), uids.toSorted());
  },
  async "drops what a person said of a secret before (P11)"({ store }) {
    const { uid } = await declare(store, "a");
    await write(store, uid, { asked: { inForce: "current" } });
    await store.doubt({ ...doubt, skip: 0 });
    assert.equal((await rowOf(store, uid)).asked, undefined);
  },
  async "believes no less of a proven doubt once another is noticed, and waits for whichever ends last (law 8, P11)"({
    store,
  }) {
    const { uid } = await declare(store, "a");
    await store.doubt({ ...doubt, skip: 0 });
    await store.doubt({ message: "its mark is gone", since: minute(4), until: minute(30), isProven: false, skip: 0 });
    await store.doubt({ message: "its mark is gone", since: minute(5), until: minute(5), isProven: false, skip: 0 });
    assert.deepEqual(plain((await rowOf(store, uid)).doubt), plain({ ...doubt, until: minute(30) }));
  },
  async "ends claims with a doubt, and writes down that the store is outdated"({ store }) {
    const { uid } = await declare(store, "a");
    const held = await claim(store, uid);
    const event = await store.doubt({ ...doubt, skip: 0 });
    await failsWith(store.commit(held.claim, held.credential, eventOf(uid)), "ERR_CONFLICT");
    assert.equal(await errorOf(claim(store, uid, minute(3))), undefined);
    assert.deepEqual(plain(event), plain({ name: "store.outdated", at: doubt.since, message: doubt.message }));
    const [last] = await store.events({ most: 1, isNewestFirst: true });
    assert.equal(last?.name, "store.outdated");
  },
};
