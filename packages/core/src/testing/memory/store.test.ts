import { expect, it } from "vitest";
import { memoryStore } from "./store.ts";

it("gives out uids of the caller's choice", async () => {
  const store = memoryStore({ newUid: () => "c1" });
  const declaration = {
    name: "cache",
    owner: "file",
    kind: "sample.set-blind",
    connection: "prod",
    account: { user: "ada" },
    rotate: { everyMs: 1000 },
    deliver: [],
    graceMs: 0,
  };
  const { uid } = await store.declare(declaration, { identity: "sample:ada", lane: "sample:ada" }, new Date(0));
  expect(uid).toBe("c1");
  expect(store.rows.get("c1")?.credential.wakeAt).toEqual(new Date(0));
});
