import assert from "node:assert/strict";
import type { Credential } from "../../../credential.ts";
import { Secret } from "../../../secret.ts";
import type { Store } from "../../../store.ts";
import { plain } from "../plain.ts";
import { attemptOf, claim, declare, eventOf, minute, NOW, rowOf, type StorePromises } from "./scene.ts";

export const rows: StorePromises = {
  async "keeps a row whole: versions, candidate, reply, waiting, cursors"({ store }) {
    await survives(store, () => store, everything);
  },
  async "keeps a row whole when it is opened again"({ store, reopen }) {
    await survives(store, async () => (await reopen?.()) ?? store, everything);
  },
  async "keeps the least a row can be"({ store }) {
    await survives(store, () => store, { current: { number: 1, facts: {}, since: NOW } });
  },
  async "drops from a row what a transition drops"({ store }) {
    const { uid } = await declare(store, "a");
    const held = await claim(store, uid);
    await store.commit(held.claim, { ...held.credential, ...everything }, eventOf(uid));
    const next = { ...held.credential, current: everything.previous };
    await store.commit(held.claim, next, eventOf(uid));
    assert.deepEqual(plain(await rowOf(store, uid)), plain(next));
  },
  async "keeps one secret apart from the next, and each as it was given"({ store, reopen }) {
    const values = ["", "canary-\u0000nul", "canary-“é”🔑", `canary-${"x".repeat(20_000)}`, " canary-spaces \r\n"];
    const uids: string[] = [];
    for (const [at, value] of values.entries()) {
      const { uid } = await declare(store, `a${at}`);
      const held = await claim(store, uid);
      const current = { number: 1, issued: { secret: new Secret(value) }, facts: {}, since: NOW };
      await store.commit(held.claim, { ...held.credential, current }, eventOf(uid));
      uids.push(uid);
    }
    const again = (await reopen?.()) ?? store;
    const kept = await Promise.all(uids.map(async (uid) => (await rowOf(again, uid)).current?.issued?.secret));
    assert.deepEqual(plain(kept), plain(values.map((value) => new Secret(value))));
  },
};

async function survives(
  store: Store,
  reopened: () => Promise<Store> | Store,
  change: Partial<Credential>,
): Promise<void> {
  const { uid } = await declare(store, "a");
  const held = await claim(store, uid);
  const next = { ...held.credential, ...change };
  await store.commit(held.claim, next, eventOf(uid));
  const again = await reopened();
  assert.deepEqual(plain(await rowOf(again, uid)), plain(next));
  assert.deepEqual(plain((await again.find("a"))?.credential), plain(next));
  assert.deepEqual(plain((await again.list())[0]?.credential), plain(next));
}

const problem = {
  code: "ERR_REFUSED",
  message: "the service's rules",
  status: 400,
  serviceCode: "S.1",
  encodedAuthorizationMessage: "AQID".repeat(20),
} as const;

const everything: Partial<Credential> = {
  observed: 2,
  dueAt: minute(100),
  answeredAt: minute(-10),
  pausedUntil: minute(40),
  wakeAt: minute(5),
  opened: 9,
  current: {
    number: 7,
    issued: { secret: new Secret("canary-current"), id: "key-7" },
    facts: { user: "app", host: "10.0.0.7", port: "6379" },
    since: minute(-10),
    verifiedAt: minute(-9),
  },
  previous: {
    number: 6,
    isAlternate: true,
    issued: { secret: new Secret("canary-previous"), id: "key-6" },
    facts: { user: "app" },
    since: minute(-90),
    retireAt: minute(30),
    isLeaving: true,
  },
  attempt: attemptOf("landed", {
    version: 9,
    isAlternate: true,
    by: "reconcile",
    before: { changes: "3" },
    facts: { user: "app" },
    candidate: { secret: new Secret("canary-candidate"), id: "key-9" },
    reply: {
      status: 200,
      headers: { "content-type": "application/json", "x-subject-token": new Secret("canary-token") },
      body: new Secret('{"secret":"canary-candidate"}'),
    },
    landedAt: minute(1),
    quietUntil: minute(17),
  }),
  waiting: { reason: "quiet", message: "the reply was lost", until: minute(17), problem },
  stuck: { message: "neither is accepted", since: minute(2), problem },
  doubt: { message: "an older state was put back", since: minute(3), until: minute(19), isProven: true },
  quietUntil: minute(17),
  approved: { hash: "5e1d0c", version: 9, expiresAt: minute(1_440), by: "ada", at: minute(3) },
  fails: 3,
  asked: { inForce: new Secret("canary-imported"), id: "AK-1", isAlternate: true },
  answered: 4,
  cursors: {
    a: { version: 7, fails: 0, againAt: minute(0), deliveredAt: minute(-8) },
    b: { version: 6, fails: 2, againAt: minute(3), problem: { code: "ERR_DELIVERY", message: "read-only" } },
  },
};
