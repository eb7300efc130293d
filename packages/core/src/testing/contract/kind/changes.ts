import assert from "node:assert/strict";
import { after } from "../../../clock.ts";
import type { ErrorCode } from "../../../errors.ts";
import { keeps } from "../../keeps.ts";
import { change, changesIn, currentOf, failsIn, type KindPromises, newSecret, settle, works } from "./scene.ts";
import { lost, refused } from "./watch.ts";

export const changes: KindPromises = {
  async "changes with one call that is never repeated, the last it sends"(scene) {
    await change(scene);
    const sent = changesIn(scene);
    assert.equal(sent.length, 1, "a change is one call that must not be repeated");
    assert.equal(scene.calls.at(-1), sent[0], "nothing is sent behind it: an error after it would look like a proof");
  },
  async "puts the new secret in force, and the old one out of it unless it can be withdrawn later"(scene) {
    const { kind, opened } = scene;
    const { issued } = await change(scene);
    await settle(scene);
    if (issued) assert.notEqual(await works(scene, issued.secret), false, "the new secret works");
    if (!opened.current) return;
    const isLeft = await works(scene, opened.current);
    if (isLeft !== undefined)
      assert.equal(isLeft, kind.retire !== undefined, "the old secret works only where it can be withdrawn");
  },
  async "passes a lost reply on as an unknown outcome, and asks no second time (law 3)"(scene) {
    scene.fault = lost;
    await failsIn(scene, change(scene), "ERR_OUTCOME_UNKNOWN");
    assert.equal(changesIn(scene).length, 1, "no change is sent a second time");
  },
  async "passes on whatever the connection says of a change (law 14)"(scene) {
    const codes: readonly ErrorCode[] = [
      "ERR_REFUSED",
      "ERR_IDENTITY",
      "ERR_UNAVAILABLE",
      "ERR_DECLARATION",
      "ERR_OUTCOME_UNKNOWN",
    ];
    const againAt = after(new Date(0), 86_400_000);
    for (const code of codes) {
      scene.fault = refused(code, againAt);
      const error = await failsIn(scene, change(scene), code);
      assert.deepEqual(error.details.againAt, againAt, "and when to come back");
    }
    assert.equal(changesIn(scene).length, codes.length, "no change is sent a second time");
  },
};

export const supplied: KindPromises = {
  async "has rules that passwords can keep, and that the service takes"(scene) {
    const { kind, account } = scene;
    if (kind.secret !== "supplied") return;
    const rules = { ...kind.rules(account), old: scene.opened.current };
    for (let count = 0; count < 20; count++)
      assert(keeps(rules, newSecret(scene).reveal()), "a generated password keeps the rules");
    await change(scene);
  },
};

export const changeable: KindPromises = {
  async "says plainly that the old secret was refused, after one try, and changes nothing (law 5)"(scene) {
    const { kind, account, via } = scene;
    if (!("change" in kind)) return;
    const [wrong, next] = [newSecret(scene), newSecret(scene)];
    await failsIn(scene, kind.change(account, { current: wrong, next }, via), "ERR_DRIFTED");
    assert.equal(changesIn(scene).length, 1, "a wrong old secret is one try");
    assert.notEqual(await works(scene, currentOf(scene)), false, "the old secret still works");
  },
};
