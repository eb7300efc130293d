import { copyFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { attemptOf, declarationOf, declared, eventOf, folder, held, NOW, opened, placeOf } from "./scene.fixture.ts";

const moved = { code: "ERR_UNAVAILABLE", message: expect.stringContaining("is not the file that was opened") };

async function scene() {
  const store = await opened(join(folder(), "rekey.db"));
  const [a, b] = [await held(store, await declared(store, "a")), await held(store, await declared(store, "b"))];
  const underWay = { ...a.credential, opened: 1, attempt: attemptOf(1) };
  await store.commit(a.claim, underWay, eventOf("a"));
  return { store, a, b, underWay };
}

it.for([
  [
    "exchanged for an older copy",
    (path: string) => (copyFileSync(path, `${path}.old`), renameSync(`${path}.old`, path)),
  ],
  ["removed", (path: string) => rmSync(path)],
] as const)("begins nothing in a file that was %s, because its end would be lost (law 1)", async ([, exchange]) => {
  const { store, b } = await scene();
  exchange(store.path);
  const intent = { ...b.credential, opened: 1, attempt: attemptOf(1) };
  await expect(store.commit(b.claim, intent, eventOf("b"))).rejects.toMatchObject(moved);
  await expect(store.declare(declarationOf("c"), placeOf("c"), NOW)).rejects.toMatchObject(moved);
  await expect(store.ask(b.claim.uid, "rotate", { who: "ci", at: NOW })).rejects.toMatchObject(moved);
});

it("still keeps what is under way", async () => {
  const { store, a, underWay } = await scene();
  rmSync(store.path);
  await store.commit(a.claim, { ...underWay, attempt: attemptOf(1, { phase: "landed" }) }, eventOf("a"));
  expect((await store.get(a.claim.uid))?.credential.attempt?.phase).toBe("landed");
});
