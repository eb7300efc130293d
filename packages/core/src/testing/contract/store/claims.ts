import assert from "node:assert/strict";
import { Secret } from "../../../secret.ts";
import { failsWith } from "../case.ts";
import { plain } from "../plain.ts";
import {
  attemptOf,
  billOf,
  claim,
  declarationOf,
  declare,
  eventOf,
  minute,
  NOW,
  placeOf,
  rowOf,
  type StorePromises,
  write,
} from "./scene.ts";

const candidate = { secret: new Secret("canary-candidate") };

export const claims: StorePromises = {
  async "gives one claim a credential, until it ends"({ store }) {
    const { uid } = await declare(store, "a");
    const first = await claim(store, uid);
    assert.deepEqual(first.claim.endsAt, minute(1));
    assert.equal(await store.claim(uid, NOW, 1), undefined);
    // However much it wants looking at.
    await store.commit(first.claim, { ...first.credential, wakeAt: NOW }, eventOf(uid));
    await store.ask(uid, "rotate", { who: "ci", at: NOW });
    assert.equal(await store.claim(uid, NOW, 1), undefined);
    assert.deepEqual(await store.due(NOW, 10), []);
    const second = await claim(store, uid, minute(1));
    assert(second.claim.epoch > first.claim.epoch, "an epoch is newer than those before it");
  },
  async "gives one of many that come at once the claim"({ store }) {
    const { uid } = await declare(store, "a");
    const held = await Promise.all(Array.from({ length: 8 }, () => store.claim(uid, NOW, 1000)));
    assert.equal(held.filter((one) => one !== undefined).length, 1);
  },
  async "hands over the row and its declaration, and shows who holds it until when"({ store }) {
    const declared = await declare(store, "a");
    const held = await claim(store, declared.uid);
    assert.deepEqual(plain(held.declared), plain(declared));
    const listed = await store.find("a");
    assert.deepEqual(plain([listed?.credential, listed?.claim]), plain([held.credential, held.claim]));
  },
  async "looks again when a claim ends whose holder was never heard of again"({ store }) {
    const { uid } = await declare(store, "a");
    const { credential } = await claim(store, uid);
    assert.deepEqual([credential.wakeAt, (await rowOf(store, uid)).wakeAt], [minute(1), minute(1)]);
    assert.deepEqual(await store.nextWake(), minute(1));
    assert.deepEqual(await store.due(minute(1), 10), [uid]);
  },
  async "frees a credential that is given back, for its next wake-up"({ store }) {
    const { uid } = await declare(store, "a");
    await write(store, uid, { wakeAt: minute(5) });
    assert.equal(await store.claim(uid, minute(4), 1), undefined);
    assert.deepEqual([await store.due(minute(4), 10), await store.due(minute(5), 10)], [[], [uid]]);
    assert.deepEqual(await store.nextWake(), minute(5));
    await claim(store, uid, minute(5));
  },
  async "frees a credential with its last transition, for its next wake-up"({ store }) {
    const { uid } = await declare(store, "a");
    const held = await claim(store, uid);
    await store.finish(held.claim, { ...held.credential, wakeAt: minute(5), opened: 3 }, eventOf(uid));
    assert.equal((await store.get(uid))?.claim, undefined);
    assert.deepEqual([await store.due(minute(4), 10), await store.due(minute(5), 10)], [[], [uid]]);
    const again = await claim(store, uid, minute(5));
    await failsWith(store.finish(held.claim, held.credential, eventOf(uid)), "ERR_CONFLICT");
    const listed = await store.get(uid);
    assert.deepEqual([listed?.claim, listed?.credential.opened], [again.claim, 3]);
    assert.equal((await store.events({})).length, 1);
  },
  async "keeps a claim whose last transition cannot be paid, and lets its holder go on (law 5)"({ store }) {
    const { uid } = await declare(store, "a");
    const { claim: mine, credential } = await claim(store, uid);
    const next = { ...credential, opened: 1, attempt: attemptOf("sent", { candidate }), wakeAt: NOW };
    await failsWith(store.finish(mine, next, eventOf(uid), billOf(5)), "ERR_UNAVAILABLE");
    assert.deepEqual((await store.get(uid))?.claim, mine);
    assert.deepEqual(await store.due(NOW, 10), []);
    await store.commit(mine, next, eventOf(uid));
    assert.equal((await rowOf(store, uid)).attempt?.candidate?.secret.reveal(), candidate.secret.reveal());
  },
  async "loses nothing that is asked under a claim to its last transition"({ store }) {
    const { uid } = await declare(store, "a");
    const held = await claim(store, uid);
    const id = await store.ask(uid, "rotate", { who: "ci", at: NOW });
    await store.finish(held.claim, { ...held.credential, wakeAt: minute(60) }, eventOf(uid));
    assert.deepEqual([await store.nextWake(), await store.due(NOW, 10)], [NOW, [uid]]);
    assert.equal((await claim(store, uid)).request?.id, id);
  },
  async "names those who wait, longest first, at most so many"({ store }) {
    const uids = [];
    for (const [at, name] of ["a", "b", "c"].entries()) {
      const { uid } = await declare(store, name);
      await write(store, uid, { wakeAt: minute(5 - at) });
      uids.push(uid);
    }
    assert.deepEqual(await store.due(minute(5), 10), uids.toReversed());
    assert.deepEqual(await store.due(minute(5), 2), uids.toReversed().slice(0, 2));
    assert.deepEqual(await store.nextWake(), minute(3));
  },
  async "names the most overdue first of those that wait"({ store }) {
    const uids = [];
    for (const [at, name] of ["a", "b", "c"].entries()) {
      const { uid } = await declare(store, name);
      // The longer one is overdue, the later it was looked at last.
      await write(store, uid, { dueAt: minute(3 - at), wakeAt: minute(5 + at) });
      uids.push(uid);
    }
    assert.deepEqual(await store.due(minute(9), 10), uids.toReversed());
    // Not due at all, but a delivery of it is owed.
    await write(store, uids[0] ?? "", { dueAt: minute(60), wakeAt: minute(9) }, minute(9));
    assert.deepEqual(await store.due(minute(9), 10), [uids[2], uids[1], uids[0]]);
  },
  async "names of one connection what is due there, however much is due elsewhere (P5)"({ store }) {
    const connections = ["prod", "hung", "prod"];
    const uids = [];
    for (const [n, connection] of connections.entries()) {
      const { uid } = await store.declare(declarationOf(`c${n}`, { connection }), placeOf(`c${n}`), minute(n - 5));
      uids.push(uid);
    }
    assert.deepEqual(await store.connections(), ["hung", "prod"]);
    assert.deepEqual(await store.due(NOW, 1, "hung"), [uids[1]]);
    assert.deepEqual(await store.due(NOW, 10, "prod"), [uids[0], uids[2]]);
    assert.deepEqual(await store.due(NOW, 10, "nowhere"), []);
    assert.deepEqual(await store.due(NOW, 10), uids);
    await store.declare(declarationOf("c1", { connection: "other" }), placeOf("c1"), NOW);
    assert.deepEqual([await store.connections(), await store.due(NOW, 10, "other")], [["other", "prod"], [uids[1]]]);
    await store.forget(uids[1] ?? "", NOW);
    assert.deepEqual(await store.connections(), ["prod"]);
  },
  async "has nothing to wake up for while nothing is declared"({ store }) {
    assert.equal(await store.nextWake(), undefined);
    assert.deepEqual([await store.due(NOW, 10), await store.connections()], [[], []]);
    assert.equal(await store.claim("nobody", NOW, 1), undefined);
  },
  async "refuses an older epoch once a newer one exists, and writes nothing of it (law 7)"({ store }) {
    const { uid } = await declare(store, "a");
    const stale = await claim(store, uid);
    const holder = await claim(store, uid, minute(1));
    const theirs = { ...stale.credential, opened: 99 };
    await failsWith(store.commit(stale.claim, theirs, eventOf(uid), billOf(1)), "ERR_CONFLICT");
    assert.deepEqual(plain(await rowOf(store, uid)), plain(holder.credential));
    assert.deepEqual([await store.events({}), await store.payments("sample:a", NOW)], [[], []]);
  },
  async "takes a late transition as long as nobody else has claimed (law 7)"({ store }) {
    const { uid } = await declare(store, "a");
    const held = await claim(store, uid);
    await store.commit(held.claim, { ...held.credential, opened: 7 }, eventOf(uid, { at: minute(9) }));
    assert.equal((await rowOf(store, uid)).opened, 7);
  },
  async "leaves a newer claim alone when an older one is given back (law 7)"({ store }) {
    const { uid } = await declare(store, "a");
    const stale = await claim(store, uid);
    const holder = await claim(store, uid, minute(1));
    await store.commit(holder.claim, { ...holder.credential, wakeAt: NOW }, eventOf(uid));
    await store.release(stale.claim);
    assert.equal(await store.claim(uid, minute(1), 1), undefined);
    assert.deepEqual((await store.get(uid))?.claim, holder.claim);
  },
};
