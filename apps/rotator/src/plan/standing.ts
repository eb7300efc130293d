import type { CredentialKind, Listed, Store } from "@rekey/core";
import { kindOf } from "../status/one.ts";
import type { Plan } from "./change.ts";
import { changesOf } from "./compute.ts";

interface Given {
  readonly store: Pick<Store, "list" | "payments" | "request">;
  readonly kinds: readonly CredentialKind[];
  readonly now: Date;
}

/** What a daemon would do to credentials as they are declared in the store. Asks no service. One whose kind is not plugged in is left out. */
export async function standingPlan(all: readonly Listed[], { store, kinds, now }: Given): Promise<Plan> {
  const steps = await Promise.all(
    all.map(async (stored) => {
      const { declaration, place } = stored;
      const kind = kindOf(stored, kinds);
      const declaring = kind && { declaration, kind, where: "" };
      return declaring ? changesOf({ declaration, place, declaring, stored }, { store, now }) : [];
    }),
  );
  return { changes: steps.flat(), unchanged: steps.filter((changes) => changes.length === 0).length };
}
