import type { Claim, Credential, Declared, Request } from "@rekey/core";
import type { Spent } from "./stakes.ts";
import type { Kinds } from "./turn.ts";

/** Known is what a plan is made of: no more than a store lists. */
export interface Known extends Kinds {
  readonly credential: Credential;
  readonly declared: Declared;
  /** The oldest request that is not taken in. */
  readonly request?: Request | undefined;
  /** Somebody else's claim. */
  readonly claim?: Claim | undefined;
  /** Until when another credential of its lane is under way. */
  readonly laneUntil?: Date | undefined;
  /** What was counted against its quota and in its stagger group. */
  readonly spent?: Spent | undefined;
  /** Whether the clock jumped and nobody has confirmed it. */
  readonly isClockHeld?: boolean | undefined;
  /** Why the operator lets nothing be begun for it. */
  readonly forbidden?: string | undefined;
}
