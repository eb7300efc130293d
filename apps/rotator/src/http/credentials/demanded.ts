import type { Listed, Store } from "@rekey/core";
import { absent } from "../declarations/owner.ts";

/** The credential of a name, and of a uid where one is meant. Rejects with a Refusal of status 404. */
export async function demanded(store: Pick<Store, "find">, name: string, uid: string | undefined): Promise<Listed> {
  const there = await store.find(name);
  if (!there || (uid !== undefined && there.uid !== uid)) throw absent(name);
  return there;
}
