import assert from "node:assert/strict";
import { fresh } from "../../../credential.ts";
import type { Schedule } from "../../../schedule.ts";
import { errorOf, failsWith } from "../case.ts";
import { plain } from "../plain.ts";
import {
  alternating,
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

export const declarations: StorePromises = {
  async "gives a new name a uid, the first generation and a row that is due at once"({ store }) {
    const declared = await declare(store, "a");
    assert.deepEqual(plain({ ...declared, uid: "" }), plain({ ...expected("a"), uid: "" }));
    assert.deepEqual(plain(await rowOf(store, declared.uid)), plain(fresh(declared.uid, NOW)));
    assert.deepEqual(await store.due(NOW, 10), [declared.uid]);
  },
  async "keeps every form of schedule as it was declared, and knows it again"({ store }) {
    const schedules: readonly Schedule[] = [
      { everyMs: 1, jitterMs: 0 },
      { cron: "0 3 * * 6" },
      {
        cron: "0 3 * * 6",
        zone: "Europe/Berlin",
        windows: [{ cron: "0 2 * * *", durationMs: 7_200_000 }],
        blackouts: [{ from: "2026-12-20", to: "2027-01-03", zone: "Asia/Shanghai" }],
        jitterMs: 60_000,
      },
    ];
    for (const [at, rotate] of schedules.entries()) {
      const wanted = declarationOf("a", { rotate });
      const declared = await store.declare(wanted, placeOf("a"), minute(at));
      assert.deepEqual(plain((await store.find("a"))?.declaration), plain(wanted));
      assert.equal((await store.declare(wanted, placeOf("a"), minute(at))).generation, declared.generation);
      assert.equal(declared.generation, at + 1);
    }
  },
  async "keeps whether somebody is asked before a step, and takes it for a change"({ store }) {
    const asking = await declare(store, "a");
    const wanted = declarationOf("a", { approval: "auto", stagger: { group: "pair", offsetMs: 60_000 } });
    const declared = await store.declare(wanted, placeOf("a"), minute(1));
    assert.equal(declared.generation, asking.generation + 1);
    assert.deepEqual(plain((await store.find("a"))?.declaration), plain(wanted));
  },
  async "finds a declaration by name and by uid, and nothing where there is none"({ store }) {
    const declared = await declare(store, "a");
    const byName = await store.find("a");
    assert.deepEqual(plain(byName?.declaration), plain(declared.declaration));
    assert.deepEqual(plain(await store.get(declared.uid)), plain(byName));
    assert.equal(await store.find("b"), undefined);
    assert.equal(await store.get("nobody"), undefined);
  },
  async "lists all by name"({ store }) {
    for (const name of ["ab", "a0", "a.b", "a-b", "b"]) await declare(store, name);
    assert.deepEqual(
      (await store.list()).map(({ declaration }) => declaration.name),
      ["a-b", "a.b", "a0", "ab", "b"],
    );
  },
  async "leaves a declaration alone that says the same again"({ store }) {
    const { uid } = await declare(store, "a");
    await write(store, uid, { wakeAt: minute(60) });
    const again = await store.declare(declarationOf("a"), placeOf("a"), minute(1));
    assert.deepEqual([again.uid, again.generation, again.declaredAt], [uid, 1, NOW]);
    assert.deepEqual(await store.due(minute(1), 10), []);
  },
  async "gives a changed declaration a new generation and looks at it at once"({ store }) {
    const { uid } = await declare(store, "a");
    await write(store, uid, { wakeAt: minute(60), opened: 3 });
    const again = await store.declare(declarationOf("a", { deliver: ["c"] }), placeOf("a"), minute(1));
    assert.deepEqual([again.uid, again.generation], [uid, 2]);
    assert.deepEqual((await store.find("a"))?.declaration.deliver, ["c"]);
    assert.equal((await rowOf(store, uid)).opened, 3);
    const wakeAt = await store.nextWake();
    assert(wakeAt && wakeAt <= minute(1), "somebody wakes up for it");
    assert.deepEqual(await store.due(minute(1), 10), [uid]);
    assert.equal((await claim(store, uid, minute(1))).declared.generation, 2);
  },
  async "looks at a declaration that changed under a claim once it is free"({ store }) {
    const { uid } = await declare(store, "a");
    const held = await claim(store, uid);
    await store.declare(declarationOf("a", { graceMs: 1 }), placeOf("a"), NOW);
    await store.commit(held.claim, { ...held.credential, wakeAt: minute(60) }, eventOf(uid));
    assert.deepEqual(await store.due(NOW, 10), []);
    await store.release(held.claim);
    assert.deepEqual(await store.due(NOW, 10), [uid]);
    await write(store, uid, { wakeAt: minute(60) });
    assert.deepEqual(await store.due(NOW, 10), []);
  },
  async "refuses two names for one identity, naming both"({ store }) {
    await declare(store, "a");
    const error = await failsWith(store.declare(declarationOf("twin"), placeOf("a"), NOW), "ERR_DECLARATION");
    assert.match(error.message, /\btwin\b.*\ba\b|\ba\b.*\btwin\b/u);
    assert.equal(await store.find("twin"), undefined);
  },
  async "takes one of two names for one identity that come at once"({ store }) {
    const names = ["a", "b"].map((name) => errorOf(store.declare(declarationOf(name), placeOf("same"), NOW)));
    assert.equal((await Promise.all(names)).filter((error) => error === undefined).length, 1);
    assert.equal((await store.list()).length, 1);
  },
  async "keeps an alternate account, and refuses it to every other name, whichever comes first"({ store }) {
    const [declaration, place] = alternating("a", "b");
    await store.declare(declaration, place, NOW);
    const kept = await store.find("a");
    assert.deepEqual([kept?.declaration, kept?.place], [declaration, place]);
    for (const [name, other] of [
      ["b", placeOf("b")],
      ["c", { ...placeOf("c"), alternate: placeOf("a") }],
      ["d", { ...placeOf("d"), alternate: placeOf("b") }],
    ] as const)
      await failsWith(store.declare(declarationOf(name), other, NOW), "ERR_DECLARATION");
    assert.equal((await store.list()).length, 1);
  },
  async "takes in a first alternate account later, and makes no other of it"({ store }) {
    await declare(store, "a");
    const { generation } = await store.declare(...alternating("a", "b"), NOW);
    assert.equal(generation, 2);
    await failsWith(store.declare(...alternating("a", "c"), NOW), "ERR_DECLARATION");
    await failsWith(store.declare(declarationOf("a"), placeOf("a"), NOW), "ERR_DECLARATION");
    assert.deepEqual((await store.find("a"))?.place.alternate, placeOf("b"));
  },
  async "keeps an administrator's way"({ store }) {
    const reconcile = { kind: "sample.set-blind", connection: "admin", account: { user: "a" } };
    await store.declare(declarationOf("a", { reconcile }), placeOf("a"), NOW);
    assert.deepEqual((await store.find("a"))?.declaration.reconcile, reconcile);
  },
  async "refuses a name that belongs to another owner"({ store }) {
    await declare(store, "a");
    const theirs = declarationOf("a", { owner: "acme/shop/prod/a" });
    await failsWith(store.declare(theirs, placeOf("a"), NOW), "ERR_DECLARATION");
    assert.equal((await store.find("a"))?.declaration.owner, "file");
  },
  async "refuses to make another secret of a name"({ store }) {
    await declare(store, "a");
    await failsWith(store.declare(declarationOf("a"), placeOf("other"), NOW), "ERR_DECLARATION");
    assert.equal((await store.find("a"))?.place.identity, placeOf("a").identity);
  },
};

function expected(name: string) {
  return { generation: 1, declaration: declarationOf(name), place: placeOf(name), declaredAt: NOW };
}
