import type { Problem } from "@rekey/core";
import type { Instant } from "@rekey/reconciler";

/** What is done to one credential, as the plan marks it. */
export type Action = "adopt" | "rotate" | "settle" | "wait" | "forget" | "import" | "rename" | "update";

/** A Change is one step of a plan. It holds no secret. */
export interface Change {
  readonly action: Action;
  readonly name: string;
  readonly kind: string;
  readonly connection: string;
  /** The version in force, and the one that comes. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly why: string;
  /** The account as declared; an id that the service has for it stands in brackets. */
  readonly account?: string | undefined;
  readonly costs?: Costs | undefined;
  /** What follows, in order. */
  readonly steps: readonly string[];
  readonly breaks?: string | undefined;
  readonly keeps?: string | undefined;
  readonly disturbs?: string | undefined;
  readonly waits?: string | undefined;
  /** Connections of the operator's part that sign with it: it is a key of Rekey's own. */
  readonly self?: readonly string[] | undefined;
  /** Connections that have signed with it so far, and sign with the key of their configuration again. */
  readonly left?: readonly string[] | undefined;
  /** When it is rotated next, where that says more than its period. */
  readonly instants?: readonly Instant[] | undefined;
  readonly problem?: Problem | undefined;
}

/** What a step may use up. */
export interface Costs {
  readonly resets: number;
  readonly logins: number;
  /** Wrong tries that are left, of how many, where the service locks. */
  readonly left?: number | undefined;
  readonly of?: number | undefined;
}

/** A Plan is everything that apply would do. */
export interface Plan {
  readonly changes: readonly Change[];
  readonly unchanged: number;
}
