import assert from "node:assert/strict";
import { change, failsIn, type KindPromises, type Scene, settle, works } from "./scene.ts";
import { cutOff } from "./watch.ts";

const MOST_ROUNDS = 10;

export const versions: KindPromises = {
  async "withdraws a version by its id, as often as it is told to"(scene) {
    const issued = await issue(scene);
    await withdraw(scene, issued.id);
    assert.notEqual(await works(scene, issued.secret), true, "a secret that is withdrawn works no more");
    await withdraw(scene, issued.id);
  },
  async "passes on that a version could not be withdrawn"(scene) {
    const { kind, account, via } = scene;
    const { id } = await issue(scene);
    scene.fault = cutOff;
    await failsIn(scene, Promise.resolve(kind.retire?.(account, id, via)), "ERR_UNAVAILABLE");
  },
};

export const restoring: KindPromises = {
  async "restores a version that is not yet withdrawn, as often as it is told to"(scene) {
    const { kind, account, via } = scene;
    const { id, secret } = await issue(scene);
    await kind.restore?.(account, id, via);
    await kind.restore?.(account, id, via);
    assert.notEqual(await works(scene, secret), false, "a secret that is restored works");
  },
  async "refuses to restore a version that is gone"(scene) {
    const { kind, account, via } = scene;
    const { id } = await issue(scene);
    await withdraw(scene, id);
    await failsIn(scene, Promise.resolve(kind.restore?.(account, id, via)), "ERR_REFUSED");
  },
};

async function issue(scene: Scene) {
  const { issued } = await change(scene);
  assert(issued?.id !== undefined, "a version that can be withdrawn has an id");
  await settle(scene);
  return { id: issued.id, secret: issued.secret };
}

async function withdraw(scene: Scene, id: string): Promise<void> {
  for (let rounds = 0; rounds < MOST_ROUNDS; rounds++) {
    if ((await scene.kind.retire?.(scene.account, id, scene.via)) === "retired") return;
    await scene.opened.settle?.();
  }
  assert.fail(`it is withdrawn within ${MOST_ROUNDS} rounds`);
}
