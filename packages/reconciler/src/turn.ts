import {
  type Credential,
  CredentialError,
  type CredentialKind,
  type Declaration,
  type Declared,
  type Turn,
  type Version,
} from "@rekey/core";

import { lastBeat } from "./last-beat.ts";

/** A Part is whose secret a turn is about, and how it is reached. */
export interface Part {
  readonly kind: string;
  readonly connection: string;
  readonly account: unknown;
  readonly identity: string;
}

/** Whose turn it is: the attempt's, or else that of the account which is not in force. */
export function turnOf(row: Credential, declaration: Declaration): Turn {
  const { attempt, current } = row;
  const { alternate } = declaration;
  if (attempt) return turnIn(attempt);
  if (isBeyondUs(row, declaration)) return { by: "reconcile" };
  return turnIn({ isAlternate: alternate !== undefined && current && !current.isAlternate ? true : undefined });
}

/**
 * Whether only an administrator can go on: the old secret is refused, or was never held. What went to its recipient is waited for, unless a person asks for
 * another one (law 13).
 */
function isBeyondUs(row: Credential, { reconcile }: Declaration): boolean {
  const { current, asked } = row;
  if (!reconcile) return false;
  if (current && !current.issued) return asked === "rotate";
  return !current || lastBeat(row)?.driftedAt !== undefined;
}

/** A turn alone, where more is known; what is not set is not there. */
export function turnIn({ isAlternate, by }: Turn): Turn {
  return { ...(isAlternate && { isAlternate }), ...(by && { by }) };
}

/** What a turn is about. Throws ERR_DECLARATION where it is declared no more. */
export function partOf({ declaration, place }: Pick<Declared, "declaration" | "place">, turn: Turn): Part {
  const { kind, connection, account, alternate, reconcile } = declaration;
  const { identity } = turn.isAlternate ? (place.alternate ?? place) : place;
  if (!turn.by) return { kind, connection, account: turn.isAlternate ? alternate : account, identity };
  if (reconcile) return { ...reconcile, identity };
  throw new CredentialError("ERR_DECLARATION", "the administrator's way that was begun is declared no more", {
    remedy: "declare `reconcile` again, as it was",
  });
}

/** The kind that carries a turn out. */
export function kindOf({ by }: Turn, { kind, reconcile }: Kinds): CredentialKind {
  return by && reconcile ? reconcile : kind;
}

/** Kinds are the declared one, and the administrator's where one is declared. */
export interface Kinds {
  readonly kind: CredentialKind;
  readonly reconcile?: CredentialKind | undefined;
}

/** The version that a turn's account had last: where two accounts take turns and the other is in force, the previous one. */
export function oldOf({ current, previous }: Credential, turn: Turn): Version | undefined {
  return [current, previous].find((version) => version && isOf(version, turn));
}

/** Whether two are of one account. */
export function isOf(one: Turn, other: Turn): boolean {
  return (one.isAlternate ?? false) === (other.isAlternate ?? false);
}

/** What is kept of the other account once it may have been changed, by a turn or by nobody knows whom: there is no way back to it (law 9). */
export function spent({ current, previous }: Pick<Credential, "current" | "previous">, by?: Turn): Version | undefined {
  const isOther = previous && current && !isOf(previous, current);
  return isOther && (!by || isOf(previous, by)) ? { ...previous, isLeaving: true } : previous;
}
