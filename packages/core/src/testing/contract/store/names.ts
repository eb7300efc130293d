import assert from "node:assert/strict";
import { Secret } from "../../../secret.ts";
import { failsWith } from "../case.ts";
import { plain } from "../plain.ts";
import {
  attemptOf,
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

const current = { number: 1, issued: { secret: new Secret("canary-current") }, facts: {}, since: NOW };

export const names: StorePromises = {
  async "renames a credential and changes nothing else"({ store }) {
    const { uid } = await declare(store, "a");
    await write(store, uid, { current, wakeAt: minute(60) });
    const before = await store.get(uid);
    await store.rename(uid, "b");
    assert.equal(await store.find("a"), undefined);
    const after = await store.find("b");
    assert.deepEqual(plain(after?.credential), plain(before?.credential));
    assert.deepEqual([after?.uid, after?.generation, after?.place], [uid, 1, placeOf("a")]);
    assert.deepEqual(await store.due(NOW, 10), []);
  },
  async "refuses to rename to a name that is taken, or what is not there"({ store }) {
    const { uid } = await declare(store, "a");
    await declare(store, "b");
    await failsWith(store.rename(uid, "b"), "ERR_DECLARATION");
    await failsWith(store.rename("nobody", "c"), "ERR_DECLARATION");
    assert.equal((await store.find("a"))?.uid, uid);
  },
  async "gives a credential to another owner and changes nothing else"({ store }) {
    const { uid } = await declare(store, "a");
    await write(store, uid, { current, wakeAt: minute(60) });
    const before = await store.get(uid);
    await store.own(uid, { from: "file", to: "none" });
    const after = await store.find("a");
    assert.deepEqual(plain(after), plain(before && { ...before, declaration: declarationOf("a", { owner: "none" }) }));
    assert.deepEqual(await store.due(NOW, 10), []);
    const theirs = declarationOf("a", { owner: "acme/shop/prod/a" });
    await store.own(uid, { from: "none", to: "acme/shop/prod/a" });
    assert.equal((await store.declare(theirs, placeOf("a"), minute(1))).generation, 1);
  },
  async "says whose each name is and how many there are, and nothing of what is forgotten"({ store }) {
    const { uid } = await declare(store, "a");
    await declare(store, "b");
    const gone = await declare(store, "c");
    await store.own(uid, { from: "file", to: "acme/shop/prod/a" });
    await store.rename(uid, "d");
    await store.forget(gone.uid, NOW);
    const owners = await store.owners();
    assert.deepEqual(
      new Map(owners),
      new Map([
        ["b", "file"],
        ["d", "acme/shop/prod/a"],
      ]),
    );
    assert.equal(await store.count(), 2);
  },
  async "takes nothing from an owner who is not named, or of what is not there"({ store }) {
    const { uid } = await declare(store, "a");
    await failsWith(store.own(uid, { from: "none", to: "acme/shop/prod/a" }), "ERR_CONFLICT");
    await failsWith(store.own("nobody", { from: "file", to: "none" }), "ERR_DECLARATION");
    assert.equal((await store.find("a"))?.declaration.owner, "file");
  },
  async "forgets a credential: nobody looks at it again, and what it holds is kept"({ store }) {
    const { uid } = await declare(store, "a");
    await write(store, uid, { current, wakeAt: NOW });
    await store.forget(uid, minute(1));
    assert.deepEqual([await store.find("a"), await store.list(), await store.due(minute(2), 10)], [undefined, [], []]);
    assert.equal(await store.claim(uid, minute(2), 1), undefined);
    assert.equal(await store.nextWake(), undefined);
    const forgotten = await store.get(uid);
    assert.deepEqual(plain([forgotten?.forgottenAt, forgotten?.credential.current]), plain([minute(1), current]));
  },
  async "gives a forgotten name and identity to whoever declares them next, under a new uid"({ store }) {
    const { uid } = await declare(store, "a");
    await store.forget(uid, NOW);
    const next = await store.declare(declarationOf("a", { owner: "acme/shop/prod/a" }), placeOf("a"), minute(1));
    assert.notEqual(next.uid, uid);
    assert.deepEqual([next.generation, (await rowOf(store, next.uid)).opened], [1, 0]);
    assert.deepEqual((await store.find("a"))?.uid, next.uid);
  },
  async "forgets nothing that is under way"({ store }) {
    const { uid } = await declare(store, "a");
    await write(store, uid, { attempt: attemptOf("sent"), wakeAt: NOW });
    await failsWith(store.forget(uid, minute(60)), "ERR_CONFLICT");
    await write(store, uid, { attempt: undefined, quietUntil: minute(60), wakeAt: NOW });
    await failsWith(store.forget(uid, minute(59)), "ERR_CONFLICT");
    assert.equal((await store.find("a"))?.uid, uid);
    await store.forget(uid, minute(60));
  },
  async "forgets what changed nothing, and what waits for a person, once nothing of it is in the air (law 11)"({
    store,
  }) {
    const stuck = { message: "neither is accepted", since: NOW };
    const waiting = { reason: "declaration", message: "there is no such account", until: minute(90) } as const;
    const quietUntil = minute(60);
    const states = [
      { attempt: attemptOf("sent", { quietUntil }), stuck },
      { attempt: attemptOf("sent", { quietUntil }), waiting },
      { attempt: attemptOf("unsent", { quietUntil }) },
    ];
    for (const [index, state] of states.entries()) {
      const { uid } = await declare(store, `a${index}`);
      await write(store, uid, { ...state, wakeAt: NOW });
      await failsWith(store.forget(uid, minute(59)), "ERR_CONFLICT");
      await store.forget(uid, minute(60));
    }
    const { uid } = await declare(store, "b");
    await write(store, uid, { attempt: attemptOf("unsent"), wakeAt: NOW });
    await store.forget(uid, NOW);
  },
  async "takes nothing from the holder of what is forgotten (law 7)"({ store }) {
    const { uid } = await declare(store, "a");
    const held = await claim(store, uid);
    await store.forget(uid, NOW);
    const opened = { ...held.credential, attempt: attemptOf("sent") };
    await failsWith(store.commit(held.claim, opened, eventOf(uid)), "ERR_CONFLICT");
    assert.equal((await rowOf(store, uid)).attempt, undefined);
  },
  async "says of what is not declared that it is not"({ store }) {
    const { uid } = await declare(store, "a");
    await store.forget(uid, NOW);
    for (const nobody of [uid, "nobody"]) {
      await failsWith(store.ask(nobody, "rotate", { who: "ci", at: NOW }), "ERR_DECLARATION");
      await failsWith(store.rename(nobody, "b"), "ERR_DECLARATION");
      await failsWith(store.forget(nobody, NOW), "ERR_DECLARATION");
    }
  },
};
