import assert from "node:assert/strict";
import type { Credential } from "../../../credential.ts";
import type { Store } from "../../../store.ts";
import {
  alternating,
  attemptOf,
  claim,
  declarationOf,
  declare,
  minute,
  NOW,
  placeOf,
  type StorePromises,
  write,
} from "./scene.ts";

export const lanes: StorePromises = {
  async "has one claim in a lane, and lets other lanes be"({ store }) {
    const [first, mate] = [await declare(store, "a", "x"), await declare(store, "b", "x")];
    const elsewhere = await declare(store, "c", "y");
    const held = await claim(store, first.uid);
    assert.equal(await store.claim(mate.uid, NOW, 1), undefined);
    assert.deepEqual(await store.due(NOW, 10), [elsewhere.uid]);
    await store.release(held.claim);
    await claim(store, mate.uid);
  },
  async "names one of a lane, since no more of it can be claimed"({ store }) {
    const [a, , c] = [await declare(store, "a", "x"), await declare(store, "b", "x"), await declare(store, "c", "y")];
    await write(store, a.uid, { dueAt: minute(-1), wakeAt: NOW });
    assert.deepEqual(await store.due(NOW, 10), [a.uid, c.uid]);
  },
  async "gives one of a lane the claim where all come at once"({ store }) {
    const declared = [await declare(store, "a", "x"), await declare(store, "b", "x"), await declare(store, "c", "x")];
    const held = await Promise.all(declared.map(({ uid }) => store.claim(uid, NOW, 1000)));
    assert.equal(held.filter((one) => one !== undefined).length, 1);
  },
  async "keeps a lane while a request of unknown outcome may land, and until it is recovered (law 6)"({ store }) {
    const mate = await behind(store, { attempt: attemptOf("sent", { quietUntil: minute(5) }) });
    assert.equal(await isFree(store, mate, minute(4)), false);
    assert.equal(await isFree(store, mate, minute(6)), false);
  },
  async "keeps a lane while a change takes hold"({ store }) {
    assert.equal(await isFree(store, await behind(store, { attempt: attemptOf("landed") }), minute(4)), false);
  },
  async "keeps a lane through the quiet time of an attempt that is unsent by now (law 6)"({ store }) {
    const mate = await behind(store, { attempt: attemptOf("unsent", { quietUntil: minute(5) }) });
    assert.equal(await isFree(store, mate, minute(4)), false);
    assert.equal(await isFree(store, mate, minute(5)), true);
  },
  async "frees a lane whose attempt changed nothing"({ store }) {
    assert.equal(await isFree(store, await behind(store, { attempt: attemptOf("unsent") }), minute(4)), true);
  },
  async "frees a lane whose attempt waits for a person"({ store }) {
    const stuck = { message: "neither is accepted", since: NOW };
    const mate = await behind(store, { attempt: attemptOf("sent", { quietUntil: minute(5) }), stuck });
    assert.equal(await isFree(store, mate, minute(4)), false);
    assert.equal(await isFree(store, mate, minute(5)), true);
  },
  async "frees a lane whose attempt waits for another declaration, since its account may be gone for ever (law 11)"({
    store,
  }) {
    const attempt = attemptOf("sent", { quietUntil: minute(5) });
    const waiting = { reason: "declaration", message: "there is no such account", until: minute(60) } as const;
    const mate = await behind(store, { attempt, waiting });
    assert.equal(await isFree(store, mate, minute(4)), false);
    assert.equal(await isFree(store, mate, minute(5)), true);
  },
  async "takes the lane of an alternate account along, as mate and as one that waits"({ store }) {
    const first = await store.declare(...alternating("a", "b"), NOW);
    const mate = await store.declare(declarationOf("c"), { ...placeOf("c"), lane: placeOf("b").lane }, NOW);
    const held = await claim(store, first.uid);
    assert.equal(await isFree(store, mate.uid, NOW), false);
    assert.deepEqual(await store.nextWake(), minute(1));
    await store.release(held.claim);
    await write(store, mate.uid, { attempt: attemptOf("landed"), wakeAt: minute(60) });
    assert.equal(await isFree(store, first.uid, minute(2)), false);
  },
  async "wakes nobody for a lane before it is free"({ store }) {
    const [first] = [await declare(store, "a", "x"), await declare(store, "b", "x")];
    await claim(store, first.uid);
    assert.deepEqual(await store.nextWake(), minute(1));
  },
};

/** Declares two of one lane, the first of them in some state, not to be looked at soon; answers with the second. */
async function behind(store: Store, state: Partial<Credential>): Promise<string> {
  const first = await declare(store, "a", "x");
  await write(store, first.uid, { ...state, wakeAt: minute(60) });
  return (await declare(store, "b", "x")).uid;
}

async function isFree(store: Store, uid: string, now: Date): Promise<boolean> {
  const isDue = (await store.due(now, 10)).includes(uid);
  const held = await store.claim(uid, now, 1000);
  assert.equal(held !== undefined, isDue, "what is named as due can be claimed, and nothing else");
  return isDue;
}
