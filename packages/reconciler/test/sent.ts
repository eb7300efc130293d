/** How one request ends. Those that are lost leave the caller without a reply. */
export type Ending =
  | "answered"
  | "refused"
  | "busy"
  | "our key refused"
  | "not declared so"
  | "failed with 200"
  | "lost, applied"
  | "lost, never applied"
  | "lost, applied late";

/** One change that was asked of the service, and what truly became of it. */
export interface Sent {
  readonly by: number;
  readonly version: number;
  at: number;
  value?: string | undefined;
  isApplied: boolean;
  isRefused: boolean;
  /** Set while it is in the air. */
  landsAt?: number | undefined;
  /** Whether what came of it has been written to the store. */
  isKnown: boolean;
  /** Whether a login has been answered since. */
  isChecked: boolean;
  /** Whether an older state of the store was put back since, which knows nothing of it. */
  isForgotten: boolean;
}

/** When something reaches the service, and how it ends. */
export interface Arrival {
  readonly ending: Ending;
  readonly now: number;
  readonly lateMs: number;
}
