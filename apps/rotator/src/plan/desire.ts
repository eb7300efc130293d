import { CredentialError, type CredentialKind, type Declaration, type Place, type Reconcile } from "@rekey/core";
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
    for (const { identity } of [one.place, one.place.alternate ?? []].flat()) {
      const other = seen.get(identity);
      if (other) throw twins(one, other, identity);
      seen.set(identity, one);
    }
  }
  return all;
}

async function located(declaring: Declaring, { connection }: Pick<Wires, "connection">): Promise<Desired> {
  const { declaration, kind } = declaring;
  const via = connection(declaration.connection);
  const find = async (account: unknown) =>
    kind.locate ? await kind.locate(account, via).catch(at(declaring)) : account;
  const account = await find(declaration.account);
  const place = standing(kind, account);
  if (declaration.reconcile) {
    const reconcile = await wayTo(place.identity, declaring, { connection });
    return { declaring, declaration: { ...declaration, account, ...(reconcile && { reconcile }) }, place };
  }
  if (declaration.alternate === undefined) return { declaring, declaration: { ...declaration, account }, place };
  const alternate = await find(declaration.alternate);
  const both = { ...place, alternate: standing(kind, alternate) };
  return { declaring, declaration: { ...declaration, account, alternate }, place: both };
}

/** The administrator's account, which has to have the same secret by the service's own ids too. */
async function wayTo(
  identity: string,
  declaring: Declaring,
  { connection }: Pick<Wires, "connection">,
): Promise<Reconcile | undefined> {
  const { reconcile: kind, declaration } = declaring;
  const { reconcile } = declaration;
  if (!reconcile || !kind?.locate) return reconcile;
  const account = await kind.locate(reconcile.account, connection(reconcile.connection)).catch(at(declaring));
  if (kind.identity(account) === identity) return { ...reconcile, account };
  const message = `reconcile would set ${kind.identity(account)}, and ${declaration.name} is ${identity}`;
  throw placed(new CredentialError("ERR_DECLARATION", message), declaring);
}

/** Where an account stands among others, by the ids in it. */
export function standing(kind: CredentialKind, account: unknown): Pick<Place, "identity" | "lane"> {
  const identity = kind.identity(account);
  return { identity, lane: kind.lane?.(account) ?? identity };
}

/** An instance by its name and by its id is one instance; only its service can say so. */
function twins(one: Desired, other: Desired, identity: string): CredentialError {
  const isSelf = one === other;
  const names = isSelf
    ? `the accounts of ${one.declaration.name}`
    : `${one.declaration.name} and ${other.declaration.name}`;
  const error = new CredentialError("ERR_DECLARATION", `${names} are the same secret (${identity})`, {
    remedy: isSelf ? "name two" : `keep one of them: ${other.declaring.where} is the other`,
  });
  return placed(error, one.declaring);
}
