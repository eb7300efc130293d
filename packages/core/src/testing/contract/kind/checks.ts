import assert from "node:assert/strict";
import { hasCode } from "../../../errors.ts";
import type { Issued } from "../../../kind.ts";
import { errorOf } from "../case.ts";
import { change, changesIn, type KindPromises, newSecret, type Scene, settle } from "./scene.ts";
import { cutOff } from "./watch.ts";

export const checks: KindPromises = {
  async "accepts the secret in force, with one try (law 5)"(scene) {
    assert.equal(await tryOnce(scene, await secretInForce(scene)), "accepted");
  },
  async "refuses another secret, with one try, and leaves the right one in force (law 5)"(scene) {
    const right = await secretInForce(scene);
    assert.equal(await tryOnce(scene, { ...right, secret: newSecret(scene) }), "refused");
    assert.equal(await tryOnce(scene, right), "accepted");
  },
  async "says neither yes nor no when nobody answers (law 3)"(scene) {
    const { kind, account, via } = scene;
    const { secret, id } = await secretInForce(scene);
    scene.fault = cutOff;
    const error = await errorOf(Promise.resolve(kind.check?.(account, secret, via, id)));
    assert(hasCode(error, "ERR_UNAVAILABLE"), "it passes the failure on");
    scene.shown.push(error);
  },
};

/** Every try goes where the engine's fence stands: through `reach`, or in a call that is never repeated. */
async function tryOnce(scene: Scene, { secret, id }: Issued): Promise<string | undefined> {
  const [sent, reached] = [changesIn(scene).length, scene.reached.length];
  const answer = await scene.kind.check?.(scene.account, secret, scene.via, id);
  const calls = changesIn(scene).length - sent;
  assert(calls <= 1, "a check is one try");
  assert(
    calls === 1 || scene.reached.length > reached,
    "a try goes through `reach`, or in a call that is never repeated (law 7)",
  );
  return answer;
}

async function secretInForce(scene: Scene): Promise<Issued> {
  if (scene.opened.current) return { secret: scene.opened.current };
  const { issued } = await change(scene);
  assert(issued, "the contract of a kind with `check` needs `current` where we never see the new secret");
  await settle(scene);
  return issued;
}
