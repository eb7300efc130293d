import assert from "node:assert/strict";
import type { Event } from "../../../event.ts";
import type { Store } from "../../../store.ts";
import { plain } from "../plain.ts";
import { claim, declare, eventOf, minute, NOW, type StorePromises } from "./scene.ts";

export const events: StorePromises = {
  async "numbers transitions and what is recorded beside them in one chain"({ store }) {
    const { uid } = await declare(store, "a");
    await store.record(eventOf(uid, { name: "declaration.accepted" }));
    const held = await claim(store, uid);
    await store.commit(held.claim, held.credential, eventOf(uid, { name: "rotation.opened" }));
    await store.record({ name: "seal.rotated", at: minute(1) });
    const chain = await store.events({});
    assert.deepEqual(
      chain.map(({ name }) => name),
      ["declaration.accepted", "rotation.opened", "seal.rotated"],
    );
    assert(
      chain.every(({ seq }, at) => at === 0 || seq > (chain[at - 1]?.seq ?? 0)),
      "each number is above the last",
    );
  },
  async "answers with events above a number, oldest first"({ store }) {
    const all = await told(store, 5);
    const found = await store.events({ after: all[1] ?? 0, most: 2 });
    assert.deepEqual(
      found.map(({ seq }) => seq),
      all.slice(2, 4),
    );
  },
  async "answers with the newest first where asked to"({ store }) {
    const all = await told(store, 5);
    const newest = await store.events({ most: 2, isNewestFirst: true });
    assert.deepEqual(
      newest.map(({ seq }) => seq),
      all.toReversed().slice(0, 2),
    );
    const above = await store.events({ after: all[2] ?? 0, isNewestFirst: true });
    assert.deepEqual(
      above.map(({ seq }) => seq),
      all.toReversed().slice(0, 2),
    );
  },
  async "answers with the events of one credential"({ store }) {
    for (const uid of ["one", "other", "one"]) await store.record(eventOf(uid));
    await store.record({ name: "clock.jumped", at: NOW });
    assert.equal((await store.events({ uid: "one" })).length, 2);
    assert.equal((await store.events({ uid: "one", most: 1, isNewestFirst: true }))[0]?.uid, "one");
    assert.equal((await store.events({})).length, 4);
  },
  async "tells an event as it was told, when it is opened again too"({ store, reopen }) {
    const [seq = 0] = await told(store, 1);
    await store.record(everything);
    const again = (await reopen?.()) ?? store;
    const [recorded] = await again.events({ after: seq });
    assert.deepEqual(plain({ ...recorded, seq: 0 }), plain({ ...everything, seq: 0 }));
  },
};

const everything: Event = {
  name: "rotation.unknown",
  at: minute(3),
  uid: "one",
  credential: "cache-app",
  kind: "sample.set-checked",
  connection: "prod",
  version: 7,
  epoch: 3,
  sink: "app-env",
  reason: "quiet",
  until: minute(19),
  by: "ci",
  request: 4,
  durationMs: 1.5,
  problem: {
    code: "ERR_OUTCOME_UNKNOWN",
    message: "the reply was lost",
    service: "sample",
    operation: "setPassword",
    status: 502,
    serviceCode: "S.1",
    requestId: "9f0c2e",
    encodedAuthorizationMessage: "AQID".repeat(20),
    remedy: "wait",
  },
  message: "“quoted”, 🔑 and a\nline",
};

async function told(store: Store, count: number): Promise<number[]> {
  for (let at = 0; at < count; at++) await store.record(eventOf("one", { at: minute(at) }));
  return (await store.events({})).map(({ seq }) => seq);
}
