/** A Schedule says when a rotation is owed, and when one that is owed may begin. */
export type Schedule = Every | OnCron;

/** An Every owes a rotation when so much time has passed since the last one. */
export interface Every extends Bounds {
  readonly everyMs: number;
}

/** An OnCron owes a rotation at each slot of an expression, as the clocks of a zone show it. */
export interface OnCron extends Bounds, OnClock {}

/** An OnClock is a cron expression and the zone whose clocks it is read on. */
export interface OnClock {
  /** Five fields (minute, hour, day of month, month, day of week) in croner's dialect: `0 3 * * 6`, `0 3 * * SUN#L`, `@daily`. */
  readonly cron: string;
  /** An IANA name; UTC where absent. The host's zone is never read. */
  readonly zone?: string | undefined;
}

interface Bounds {
  /** A rotation that nobody asked for begins in one of these only; at any time where absent. */
  readonly windows?: readonly Window[] | undefined;
  /** A rotation never begins in one of these, whatever the windows say and whoever asks. */
  readonly blackouts?: readonly Blackout[] | undefined;
  /** Spreads what is owed at once: each slot is owed up to this much later, never earlier. */
  readonly jitterMs?: number | undefined;
}

/** A Window opens at each slot of its expression, and closes when so much time has really passed, whatever the clocks did meanwhile. */
export interface Window extends OnClock {
  readonly durationMs: number;
}

/**
 * A Blackout is a stretch of time without new rotations. A date (`2026-12-20`) is the whole of that day in its zone, `to` included; anything else is
 * an instant with its offset (`2026-12-20T18:00:00+01:00`), `to` excluded. A local time without an offset is refused: twice a year it is two instants or none.
 */
export interface Blackout {
  readonly from: string;
  readonly to: string;
  /** An IANA name; UTC where absent. */
  readonly zone?: string | undefined;
}
