import { expect, it } from "vitest";
import { storeContract } from "../contract/store/index.ts";
import { declarationOf, NOW, placeOf } from "../contract/store/scene.ts";
import { memoryStore } from "./store.ts";

for (const { name, run } of storeContract(() => ({ store: memoryStore() }))) it(name, run);

it("gives out uids of the caller's choice, and can be looked into", async () => {
  const store = memoryStore({ newUid: () => "c1" });
  const { uid } = await store.declare(declarationOf("a"), placeOf("a"), NOW);
  expect(uid).toBe("c1");
  expect(store.rows.get("c1")?.credential.wakeAt).toEqual(NOW);
});
