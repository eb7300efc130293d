import type { Credential, Declared, Store } from "@rekey/core";
import { partOf, turnOf } from "@rekey/reconciler";
import type { KindsOf } from "../status/conditions.ts";

/** A Budget is the wrong tries that are left, of how many. */
export interface Budget {
  readonly left: number;
  readonly of: number;
}

interface At {
  readonly store: Pick<Store, "payments"> | undefined;
  readonly now: Date;
}

interface Turning extends KindsOf {
  readonly credential: Credential;
  readonly declared: Declared;
}

/** The wrong tries that are left to the account whose turn is next, where the service locks. */
export async function budgetOf(
  { credential, declared, kind, reconcile }: Turning,
  { store, now }: At,
): Promise<Budget | undefined> {
  const turn = turnOf(credential, declared.declaration);
  const { lockout } = (turn.by ? reconcile : kind)?.limits ?? {};
  if (!lockout) return undefined;
  const paid = (await store?.payments(partOf(declared, turn).identity, now)) ?? [];
  return { left: lockout.tries - paid.length, of: lockout.tries };
}
