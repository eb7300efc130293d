import { hasCode, identitiesOf, type Listed, type Place, problemOf, type Store } from "@rekey/core";
import type { Caller } from "../caller.ts";
import { maySee } from "../guard.ts";
import { Refusal } from "../refusal.ts";
import type { Placed } from "./placed.ts";

/** Two names for one secret would rotate it under each other's feet: what a store says of that is a conflict, and names the other to whoever may see it. */
export function conflict({ declaration, place }: Placed, caller: Caller, store: Pick<Store, "list">) {
  return async (error: unknown): Promise<never> => {
    if (!hasCode(error, "ERR_DECLARATION")) throw error;
    const { message, remedy } = problemOf(error);
    const all = await store.list();
    const twin = all.find((row) => row.declaration.name !== declaration.name && isSame(row, place));
    const isHidden = twin !== undefined && !maySee(caller, twin.declaration.name);
    const title = isHidden ? `the secret of ${declaration.name} is declared already, under another name` : message;
    throw new Refusal(409, title, { code: "ERR_CONFLICT", remedy, cause: error });
  };
}

function isSame({ place: there }: Listed, place: Place): boolean {
  const taken = identitiesOf(there);
  return identitiesOf(place).some((identity) => taken.includes(identity));
}
