import assert from "node:assert/strict";
import type { Census } from "../../../census.ts";
import type { Attempt, Credential, Version } from "../../../credential.ts";
import { Secret } from "../../../secret.ts";
import type { Store } from "../../../store.ts";
import { claim, declarationOf, declare, eventOf, minute, NOW, placeOf, type StorePromises, write } from "./scene.ts";

export const census: StorePromises = {
  async "counts nothing where nothing is declared"({ store }) {
    assert.deepEqual(tidy(await store.census(NOW)), { standing: [], owedSince: [], paid: [] });
  },
  async "counts each state and reason once, and names whom where it is asked to"({ store }) {
    for (const [name, change] of Object.entries(rows)) await put(store, name, change);
    const { standing } = await store.census(minute(5));
    assert.deepEqual(sorted(standing.map(({ state, reason, count }) => `${state} ${reason} ${count}`)), [
      "due  2",
      "rotating  1",
      "stable  2",
      "stuck drifted 1",
      "stuck stuck 1",
      "unknown  1",
      "unknown quiet 1",
      "waiting pause 2",
    ]);
    const named = await store.census(minute(5), { isNamed: true });
    assert.deepEqual(sorted(named.standing.map(({ credential }) => credential ?? "")), sorted(Object.keys(rows)));
    assert(
      named.standing.every(({ count }) => count === 1),
      "each by itself",
    );
  },
  async "leaves out what is forgotten"({ store }) {
    const { uid } = await declare(store, "gone");
    await store.forget(uid, NOW);
    assert.deepEqual(tidy(await store.census(NOW)), { standing: [], owedSince: [], paid: [] });
  },
  async "says since when the longest overdue is owed, and what nobody knows is unknown"({ store }) {
    for (const [name, change] of Object.entries(rows)) await put(store, name, change);
    const { overdueSince, unknownSince } = await store.census(minute(5));
    assert.deepEqual([overdueSince, unknownSince], [minute(2), minute(1)]);
    const later = await store.census(minute(70));
    assert.deepEqual(later.overdueSince, minute(2));
  },
  async "says of each sink since when it is behind"({ store }) {
    const cursor = { fails: 0, againAt: NOW };
    await put(store, "both", { ...at(3), current: { ...current, number: 2, since: minute(3) } });
    await put(store, "one", {
      current: { ...current, number: 2, since: minute(1) },
      cursors: { a: { ...cursor, version: 2 }, b: { ...cursor, version: 1 } },
    });
    await put(store, "mailed", { current: { ...current, issued: undefined, since: NOW } });
    const { owedSince } = await store.census(minute(5));
    assert.deepEqual(
      owedSince.toSorted((a, b) => (a.sink < b.sink ? -1 : 1)),
      [
        { sink: "a", since: minute(3) },
        { sink: "b", since: minute(1) },
      ],
    );
  },
  async "says what is paid for at most, of each kind on each connection"({ store }) {
    const { uid } = await declare(store, "a");
    await declare(store, "b");
    await store.declare(declarationOf("c", { connection: "test" }), placeOf("c"), NOW);
    const held = await claim(store, uid);
    const bill = {
      identity: placeOf("a").identity,
      lockout: { tries: 5, windowMs: 60_000 },
      now: NOW,
      until: minute(9),
    };
    await store.commit(held.claim, held.credential, eventOf(uid), { ...bill, tries: 2 });
    const kind = "sample.set-checked";
    const paid = async (now: Date) =>
      (await store.census(now)).paid.toSorted((a, b) => (a.connection < b.connection ? -1 : 1));
    assert.deepEqual(await paid(minute(8)), [
      { connection: "prod", kind, most: 2 },
      { connection: "test", kind, most: 0 },
    ]);
    assert.equal((await paid(minute(9)))[0]?.most, 0);
  },
};

const current: Version = { number: 1, issued: { secret: new Secret("canary-current") }, facts: {}, since: NOW };
const candidate = { secret: new Secret("canary-candidate") };
const attempt: Attempt = {
  version: 2,
  why: "due",
  phase: "sent",
  before: {},
  facts: {},
  openedAt: minute(1),
  candidate,
};
const at = (dueAt: number): Partial<Credential> => ({ current, dueAt: minute(dueAt), wakeAt: minute(dueAt) });
const problem = { message: "the service refused the old one" };

/** One row or more of each state, as they stand at the fifth minute. */
const rows: Readonly<Record<string, Partial<Credential>>> = {
  "never-rotated": {},
  overdue: at(2),
  resting: at(60),
  "no-longer-waiting": { ...at(60), waiting: { reason: "rate", message: "", until: minute(4) } },
  paused: { ...at(60), waiting: { reason: "pause", message: "", until: minute(90) } },
  "waiting-for-ever": { ...at(60), waiting: { reason: "pause", message: "", until: new Date(8.64e15) } },
  "under-way": { ...at(60), opened: 2, attempt: { ...attempt, phase: "landed" } },
  lost: { ...at(60), opened: 2, attempt },
  quiet: {
    ...at(60),
    opened: 2,
    attempt: { ...attempt, openedAt: minute(2) },
    waiting: { reason: "quiet", message: "", until: minute(3) },
  },
  stuck: { ...at(60), stuck: { message: "", since: NOW } },
  drifted: { ...at(60), stuck: { message: "", since: NOW, problem: { code: "ERR_DRIFTED", ...problem } } },
};

/** Declares a credential and puts its row so. */
async function put(store: Store, name: string, change: Partial<Credential>): Promise<void> {
  const { uid } = await declare(store, name);
  await write(store, uid, change);
}

function sorted(texts: readonly string[]): readonly string[] {
  return texts.toSorted();
}

function tidy({ standing, owedSince, paid, ...since }: Census): object {
  assert.deepEqual([since.overdueSince, since.unknownSince], [undefined, undefined]);
  return { standing, owedSince, paid };
}
