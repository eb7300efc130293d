import type { CredentialKind, Listed, Recorded, Store } from "@rekey/core";
import { forecast, type Instant } from "@rekey/reconciler";
import { type Budget, budgetOf } from "../plan/budget.ts";
import type { KindsOf } from "./conditions.ts";
import { type View, viewOf } from "./view.ts";

const EVENTS = 10;
const INSTANTS = 5;

/** A One is everything that anybody may know of one credential: the same for a person, as JSON and over HTTP. */
export interface One extends View {
  /** The wrong tries that are left, where the service locks. */
  readonly budget?: Budget | undefined;
  /** The last transitions, newest first. */
  readonly events: readonly Recorded[];
  /** When it is due next, and after that. */
  readonly instants: readonly Instant[];
}

interface Given {
  readonly store: Pick<Store, "events" | "payments">;
  readonly kinds: readonly CredentialKind[];
  readonly now: Date;
}

/** Looks at one credential with everything about it. */
export async function lookAtOne(listed: Listed, { store, kinds, now }: Given): Promise<One> {
  const its = kindsOf(listed, kinds);
  const view = viewOf(listed, its, now);
  const events = await store.events({ uid: listed.uid, most: EVENTS, isNewestFirst: true });
  const budget = await budgetOf({ credential: listed.credential, declared: listed, ...its }, { store, now });
  return { ...view, budget, events, instants: instantsOf(listed, view, now) };
}

/** The kind of a credential, where it is plugged in. */
export function kindOf({ declaration }: Listed, kinds: readonly CredentialKind[]): CredentialKind | undefined {
  return kinds.find(({ name }) => name === declaration.kind);
}

/** Both kinds of a credential, the declared one and the administrator's, where they are plugged in. */
export function kindsOf(listed: Listed, kinds: readonly CredentialKind[]): KindsOf {
  const { reconcile } = listed.declaration;
  return { kind: kindOf(listed, kinds), reconcile: kinds.find(({ name }) => name === reconcile?.kind) };
}

function instantsOf({ credential, declaration }: Listed, { dueAt, state }: View, now: Date): readonly Instant[] {
  return !dueAt || state === "stuck" ? [] : forecast(credential, declaration, { now, count: INSTANTS });
}
