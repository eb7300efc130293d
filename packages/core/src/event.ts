import type { Problem, Reason } from "./errors.ts";

/** An EventName names one transition, the same in logs, history, notices, progress and the event stream. */
export type EventName =
  | `declaration.${"accepted" | "refused" | "forgotten" | "moved"}`
  | `rotation.${"due" | "waiting" | "opened" | "issued" | "kept" | "settled" | "promoted" | "refused" | "unknown" | "recovered" | "stuck" | "resolved" | "paused" | "resumed"}`
  | `delivery.${"done" | "failed"}`
  | `retirement.${"done" | "waiting"}`
  | "restore.done"
  | `approval.${"asked" | "given" | "expired" | "voided"}`
  | `budget.${"spent" | "exhausted"}`
  | `circuit.${"opened" | "closed"}`
  | `claim.${"taken" | "lost"}`
  | `drift.${"found" | "cleared"}`
  | "clock.jumped"
  | "store.outdated"
  | "seal.rotated"
  | "secret.revealed"
  | `token.${"created" | "revoked"}`;

/** An Event is one transition, told once; only what applies is set, and no secret ever. */
export interface Event {
  readonly name: EventName;
  readonly at: Date;
  readonly uid?: string | undefined;
  readonly credential?: string | undefined;
  readonly kind?: string | undefined;
  readonly connection?: string | undefined;
  readonly version?: number | undefined;
  readonly epoch?: number | undefined;
  readonly sink?: string | undefined;
  readonly reason?: Reason | undefined;
  readonly until?: Date | undefined;
  /** Who asked, where a person did. */
  readonly by?: string | undefined;
  /** The request it answers. */
  readonly request?: number | undefined;
  readonly durationMs?: number | undefined;
  readonly problem?: Problem | undefined;
  readonly message?: string | undefined;
}

/** A Report is the one place everything is told; it must not throw. */
export type Report = (event: Event) => void;
