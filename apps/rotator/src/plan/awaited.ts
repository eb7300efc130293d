import type { Approving, CredentialKind, Listed, Store } from "@rekey/core";
import { approvable, heard, plan } from "@rekey/reconciler";
import type { Change } from "./change.ts";
import { changeOf } from "./describe.ts";
import { budgetOf } from "./budget.ts";

/** An Awaited is the one step that waits for approval, and what names it in the approval. */
interface Awaited {
  readonly change: Change;
  readonly approve: Approving;
}

interface At {
  readonly store: Pick<Store, "payments" | "request">;
  readonly now: Date;
  /** The administrator's kind, where one is declared. */
  readonly reconcile?: CredentialKind | undefined;
}

/** The step of a credential that waits for approval, as it is declared in the store; undefined where none does. */
export async function awaited(
  listed: Listed,
  kind: CredentialKind,
  { store, now, reconcile }: At,
): Promise<Awaited | undefined> {
  const { credential, declaration, place } = listed;
  const request = await store.request(listed.uid, credential.answered);
  // Whoever works on it asks for approval in the end, too.
  const known = { credential, declared: listed, kind, reconcile, request };
  const step = plan(known, now);
  if (step.do !== "wait" || step.for.reason !== "approval") return undefined;
  const match = { declaration, place, declaring: { declaration, kind, reconcile, where: "" }, stored: listed };
  const budget = await budgetOf(known, { store, now });
  const change = changeOf(step, { known, match, budget, now, isChanged: false });
  return change && { change, approve: approvable(heard(credential, known, now), listed, now) };
}
