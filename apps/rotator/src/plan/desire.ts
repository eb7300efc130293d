import { CredentialError, type Declaration, type Place } from "@rekey/core";
import type { Declaring } from "../config/config.ts";
import { gate } from "../gate.ts";
import { at, placed } from "./place.ts";
import type { Wires } from "../wiring.ts";

/** A Desired is a declaration of the file, its account by the service's own ids, and where it stands among others. */
export interface Desired {
  readonly declaring: Declaring;
  readonly declaration: Declaration;
  readonly place: Place;
}

/** A call waits for its turn at its connection, and its deadline with it. */
const AT_ONCE = 16;

/** Asks each kind where its account is. Rejects with the first failure that is met. */
export async function desires(
  declarations: readonly Declaring[],
  wires: Pick<Wires, "connection">,
): Promise<readonly Desired[]> {
  const through = gate(AT_ONCE);
  const all = await Promise.all(declarations.map((declaring) => through(() => located(declaring, wires))));
  const seen = new Map<string, Desired>();
  for (const one of all) {
    const other = seen.get(one.place.identity);
    if (other) throw twins(one, other);
    seen.set(one.place.identity, one);
  }
  return all;
}

async function located(declaring: Declaring, { connection }: Pick<Wires, "connection">): Promise<Desired> {
  const { declaration, kind } = declaring;
  const via = connection(declaration.connection);
  const account = kind.locate ? await kind.locate(declaration.account, via).catch(at(declaring)) : declaration.account;
  const identity = kind.identity(account);
  return {
    declaring,
    declaration: { ...declaration, account },
    place: { identity, lane: kind.lane?.(account) ?? identity },
  };
}

/** An instance by its name and by its id is one instance; only its service can say so. */
function twins(one: Desired, other: Desired): CredentialError {
  const names = `${one.declaration.name} and ${other.declaration.name}`;
  const error = new CredentialError("ERR_DECLARATION", `${names} are the same secret (${one.place.identity})`, {
    remedy: `keep one of them: ${other.declaring.where} is the other`,
  });
  return placed(error, one.declaring);
}
