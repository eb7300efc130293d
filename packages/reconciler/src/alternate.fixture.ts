import type { CredentialKind, Declaration } from "@rekey/core";
import { declarationOf, furnish, remembering } from "./house.fixture.ts";
import { reconcile } from "./reconcile.ts";

const PLACE = { identity: "sample:ada", lane: "sample:ada", alternate: { identity: "sample:bob", lane: "sample:bob" } };

/** One credential of two accounts, ada and bob, and its sink. */
export async function couple(kind: CredentialKind, change: Partial<Declaration> = {}) {
  const sink = remembering();
  const furnished = furnish(kind, ["ada", "bob"], { sinks: { app: sink }, newUid: () => "c1" });
  const { store, clock, tools } = furnished;
  const declaration = { ...declarationOf(kind, "ada"), alternate: { user: "bob" }, deliver: ["app"], ...change };
  await store.declare(declaration, PLACE, clock.now());
  const listed = async () => {
    const found = await store.get("c1");
    if (!found) throw new TypeError("it was declared");
    return found;
  };
  const row = async () => (await listed()).credential;
  const look = async () => (await reconcile(tools, "c1"), row());
  const ask = (what: Parameters<typeof store.ask>[1]) => store.ask("c1", what, { who: "ada", at: clock.now() });
  return { ...furnished, sink, row, look, ask, listed };
}
