import type { CredentialKind, Declaration, Listed, Store } from "@rekey/core";
import type { Operator } from "../config/config.ts";
import { kindsOf } from "../status/one.ts";
import type { Plan } from "./change.ts";
import { changesOf, ownConnections } from "./compute.ts";

interface Given {
  readonly store: Pick<Store, "list" | "payments" | "request">;
  readonly kinds: readonly CredentialKind[];
  readonly now: Date;
  readonly operator: Operator;
}

/** What a daemon would do to credentials as they are declared in the store. Asks no service. One whose kind is not plugged in is left out. */
export async function standingPlan(all: readonly Listed[], { store, kinds, now, operator }: Given): Promise<Plan> {
  const selfOf = (declaration: Declaration) => ownConnections(declaration, operator);
  const steps = await Promise.all(
    all.map(async (stored) => {
      const { declaration, place } = stored;
      const { kind, reconcile } = kindsOf(stored, kinds);
      const declaring = kind && { declaration, kind, reconcile, where: "" };
      return declaring ? changesOf({ declaration, place, declaring, stored }, { store, now, selfOf }) : [];
    }),
  );
  return { changes: steps.flat(), unchanged: steps.filter((changes) => changes.length === 0).length };
}
