import { CredentialError, identitiesOf, isElsewhere, type Listed } from "@rekey/core";
import type { Moved } from "../config/config.ts";
import { NOBODY } from "../nobody.ts";
import type { Desired } from "./desire.ts";
import { at } from "./place.ts";

/** A Match is a declaration beside what the store has for it. */
export interface Match extends Desired {
  readonly stored?: Listed | undefined;
  /** Its old name, where it moves. */
  readonly from?: string | undefined;
}

/** Sets declarations beside the store's rows. Throws ERR_DECLARATION where a name or a secret belongs to another. */
export function matches(
  desired: readonly Desired[],
  stored: readonly Listed[],
  moved: readonly Moved[],
): readonly Match[] {
  const byName = new Map(stored.map((row) => [row.declaration.name, row]));
  const all = desired.map((one): Match => {
    const { name } = one.declaration;
    const from = byName.has(name) ? undefined : moved.find(({ to, from: old }) => to === name && byName.has(old))?.from;
    return Object.assign({ stored: byName.get(from ?? name), from }, one);
  });
  for (const match of all) {
    const problem = refusal(match, stored, all);
    if (problem) at(match.declaring)(problem);
  }
  return all;
}

/** Rows of the file that the file no longer has. */
export function gone(stored: readonly Listed[], all: readonly Match[]): readonly Listed[] {
  const kept = new Set(all.map((match) => match.stored?.uid));
  return stored.filter(({ uid, declaration }) => declaration.owner === "file" && !kept.has(uid));
}

function refusal(match: Match, stored: readonly Listed[], all: readonly Match[]): CredentialError | undefined {
  const { declaration, place, stored: own } = match;
  const has = own?.declaration.owner ?? NOBODY;
  if (has !== NOBODY && has !== declaration.owner) return owned(declaration.name, has);
  if (own && isElsewhere(own.place, place)) return another(declaration.name, own, match);
  const wanted = identitiesOf(place);
  const twin = stored.find(
    (row) => row.uid !== own?.uid && identitiesOf(row.place).some((one) => wanted.includes(one)),
  );
  const isLeaving = twin && gone(stored, all).includes(twin);
  if (!twin) return undefined;
  return isLeaving ? renamed(twin.declaration.name, declaration.name) : taken(declaration.name, twin);
}

function owned(name: string, owner: string): CredentialError {
  return new CredentialError("ERR_DECLARATION", `${name} belongs to ${owner}`, {
    remedy: "declare it under another name, or there",
  });
}

function another(name: string, { place: was }: Listed, { place }: Match): CredentialError {
  return new CredentialError(
    "ERR_DECLARATION",
    `${name} was ${identitiesOf(was).join(" ⇄ ")} and would become ${identitiesOf(place).join(" ⇄ ")}: another secret`,
    {
      remedy: "declare the new one under another name, and remove this one",
    },
  );
}

function taken(name: string, { declaration, place }: Listed): CredentialError {
  const message = `${name} is the same secret as ${declaration.name} of ${declaration.owner} (${place.identity})`;
  return new CredentialError("ERR_DECLARATION", message, { remedy: "keep one of them" });
}

function renamed(from: string, to: string): CredentialError {
  return new CredentialError("ERR_DECLARATION", `${to} is the secret that was declared as ${from}`, {
    remedy: `say that it moved: add moved: [{ from: ${from}, to: ${to} }]`,
  });
}
