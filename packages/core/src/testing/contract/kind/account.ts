import assert from "node:assert/strict";
import type { KindPromises, Scene } from "./scene.ts";

export const account: KindPromises = {
  async "has a name of two words, and parts that fit each other"({ kind }) {
    assert.match(kind.name, /^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/u);
    assert(!kind.landed || kind.before !== undefined, "evidence is compared with what `before` saw");
    assert(!kind.restore || kind.retire !== undefined, "what cannot be withdrawn need not be restored");
    const { leastIntervalMs = 0, lockout = { tries: 2, windowMs: 1 } } = kind.limits ?? {};
    const { quota = { changes: 1, windowMs: 1 } } = kind.limits ?? {};
    assert(quota.changes >= 1 && quota.windowMs > 0, "a quota allows a change at least, within milliseconds");
    assert(lockout.tries >= 2, "one try is left for the human, so a lock-out after one leaves none (law 5)");
    assert(lockout.windowMs > 0 && leastIntervalMs >= 0, "durations are in milliseconds");
  },
  async "takes its account, and refuses what is none"({ kind, opened }) {
    const parsed = kind.account.parse(opened.account);
    assert.deepEqual(kind.account.parse(parsed), parsed);
    for (const none of [undefined, null, 7, "text", [], {}])
      assert(!kind.account.safeParse(none).success, "an account is none of these");
    const misspelt = { ...fieldsOf(parsed), "no-such-field": "x" };
    assert(!kind.account.safeParse(misspelt).success, "a field that it does not know is refused, not dropped");
  },
  async "has an account of plain JSON"({ kind, opened, account: located }) {
    for (const plain of [kind.account.parse(opened.account), located]) {
      assert.deepEqual(JSON.parse(JSON.stringify(plain)), plain);
      assert.deepEqual(kind.account.parse(plain), plain);
    }
  },
  async "has one identity and one lane, however the account is written"(scene) {
    const { account: located } = scene;
    const { identity, lane } = placesOf(scene, located);
    assert(identity !== "" && lane !== "", "an identity and a lane have a name");
    const reordered = Object.fromEntries(Object.entries(fieldsOf(located)).toReversed());
    assert.deepEqual(placesOf(scene, reordered), { identity, lane });
    assert.deepEqual(placesOf(scene, JSON.parse(JSON.stringify(located))), { identity, lane });
    scene.shown.push(identity, lane);
  },
};

export const located: KindPromises = {
  async "locates the account by the service's own ids, without changing anything"(scene) {
    const { kind, account: known, opened, via, calls } = scene;
    const again = await kind.locate?.(kind.account.parse(opened.account), via);
    assert.deepEqual(again, known);
    assert.deepEqual(await kind.locate?.(known, via), known);
    assert(
      calls.every(({ repeat }) => repeat === "safe"),
      "to look changes nothing",
    );
  },
};

function placesOf({ kind }: Scene, one: unknown) {
  const identity = kind.identity(one);
  return { identity, lane: kind.lane?.(one) ?? identity };
}

function fieldsOf(one: unknown): object {
  assert(typeof one === "object" && one !== null, "an account has fields");
  return one;
}
