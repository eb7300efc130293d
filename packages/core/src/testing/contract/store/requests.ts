import assert from "node:assert/strict";
import { Secret } from "../../../secret.ts";
import { plain } from "../plain.ts";
import { claim, declare, eventOf, minute, NOW, type StorePromises, write } from "./scene.ts";

const ci = { who: "ci", at: minute(1) };

export const requests: StorePromises = {
  async "wakes a credential for whom somebody asks"({ store }) {
    const { uid } = await declare(store, "a");
    await write(store, uid, { wakeAt: minute(60) });
    const id = await store.ask(uid, "rotate", ci);
    assert.deepEqual(await store.request(uid, 0), {
      id,
      what: "rotate",
      by: "ci",
      at: minute(1),
      seen: { opened: 0, isStuck: false },
    });
    assert.deepEqual([await store.nextWake(), await store.due(minute(1), 10)], [minute(1), [uid]]);
    await claim(store, uid, minute(1));
  },
  async "hands over requests oldest first, and rests when the last is answered"({ store }) {
    const { uid } = await declare(store, "a");
    const [first, second] = [await store.ask(uid, "rotate", ci), await store.ask(uid, "rollback", ci)];
    assert(first < second, "a later request has a higher number");
    assert.equal((await store.request(uid, 0))?.id, first);
    await write(store, uid, { asked: "rotate", answered: first, wakeAt: minute(60) }, minute(1));
    assert.equal((await store.request(uid, first))?.what, "rollback");
    assert.deepEqual(await store.due(minute(1), 10), [uid]);
    await write(store, uid, { asked: "rollback", answered: second, wakeAt: minute(60) }, minute(1));
    assert.equal(await store.request(uid, second), undefined);
    assert.deepEqual(await store.due(minute(1), 10), []);
  },
  async "hands over with a claim the oldest request that the row has not answered"({ store }) {
    const { uid } = await declare(store, "a");
    await store.ask(uid, "rotate", ci);
    const last = await store.ask(uid, "rollback", ci);
    const held = await claim(store, uid);
    assert.equal(held.request?.what, "rotate");
    assert.deepEqual(plain(held.request), plain(await store.request(uid, 0)));
    await store.finish(held.claim, { ...held.credential, answered: last, wakeAt: NOW }, eventOf(uid));
    assert.equal((await claim(store, uid)).request, undefined);
  },
  async "keeps what is asked under a claim from being lost to the holder's transition"({ store }) {
    const { uid } = await declare(store, "a");
    const held = await claim(store, uid);
    const id = await store.ask(uid, "rotate", ci);
    await store.commit(held.claim, { ...held.credential, wakeAt: minute(60) }, eventOf(uid));
    await store.release(held.claim);
    assert.equal((await store.request(uid, 0))?.id, id);
    assert.deepEqual(await store.due(minute(1), 10), [uid]);
  },
  async "keeps the requests of each credential apart"({ store }) {
    const [a, b] = [await declare(store, "a"), await declare(store, "b")];
    await write(store, b.uid, { wakeAt: minute(60) });
    await store.ask(a.uid, "rotate", ci);
    assert.equal(await store.request(b.uid, 0), undefined);
    assert.deepEqual(await store.due(minute(1), 10), [a.uid]);
  },
  async "writes down with each request how the row stood, whatever the clock says and becomes of the row"({
    store,
    reopen,
  }) {
    const { uid } = await declare(store, "a");
    const current = { number: 3, facts: {}, since: minute(5) };
    await write(store, uid, { current, opened: 4, wakeAt: NOW });
    const first = await store.ask(uid, "rotate", { who: "ci", at: minute(9) });
    await write(store, uid, { current, opened: 4, stuck: { message: "?", since: NOW }, wakeAt: NOW });
    const second = await store.ask(uid, "rotate", { who: "ci", at: NOW });
    await write(store, uid, { current: { ...current, number: 5 }, opened: 5, wakeAt: NOW });
    const again = (await reopen?.()) ?? store;
    assert.deepEqual((await again.request(uid, 0))?.seen, { current: 3, opened: 4, isStuck: false });
    assert.deepEqual((await again.request(uid, first))?.seen, { current: 3, opened: 4, isStuck: true });
    assert.equal(await again.request(uid, second), undefined);
  },
  async "carries a pause with its end, and the word that lifts it"({ store, reopen }) {
    const { uid } = await declare(store, "a");
    const pause = { pause: minute(90) };
    const first = await store.ask(uid, pause, ci);
    await store.ask(uid, "resume", ci);
    const again = (await reopen?.()) ?? store;
    assert.deepEqual((await again.request(uid, 0))?.what, pause);
    assert.equal((await again.request(uid, first))?.what, "resume");
  },
  async "carries an approval whole"({ store, reopen }) {
    const { uid } = await declare(store, "a");
    const approve = { hash: "5e1d0c", version: 3, expiresAt: minute(1_440) };
    await store.ask(uid, { approve }, ci);
    const again = (await reopen?.()) ?? store;
    assert.deepEqual((await again.request(uid, 0))?.what, { approve });
  },
  async "carries the secret that a person gives and what the service calls it, when it is opened again too"({
    store,
    reopen,
  }) {
    const { uid } = await declare(store, "a");
    const what = { inForce: new Secret("canary-imported"), id: "AK-1" };
    await store.ask(uid, what, { who: "ops", at: NOW });
    const again = (await reopen?.()) ?? store;
    assert.deepEqual(plain((await again.request(uid, 0))?.what), plain(what));
  },
};
