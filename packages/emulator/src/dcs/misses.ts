/** Five wrong old passwords lock an account for five minutes (page "Cache Instance Passwords"). */
const MOST = 5;
const LOCK_MS = 5 * 60_000;

/** Misses are one account's wrong old passwords, as *modify* counts and reports them. */
export interface Misses {
  readonly count: number;
  readonly lockedUntilMs?: number | undefined;
}

export const none: Misses = { count: 0 };

export function missed({ count }: Misses, nowMs: number): Misses {
  return count + 1 < MOST ? { count: count + 1 } : { count: MOST, lockedUntilMs: nowMs + LOCK_MS };
}

/** A lock that is over leaves nothing behind. */
export function current(misses: Misses, nowMs: number): Misses {
  return misses.lockedUntilMs !== undefined && misses.lockedUntilMs <= nowMs ? none : misses;
}

export function isLocked({ lockedUntilMs }: Misses): boolean {
  return lockedUntilMs !== undefined;
}

/** The three documented texts; minutes, as strings. */
export function counters({ count, lockedUntilMs }: Misses, nowMs: number): Record<string, string> {
  const left = lockedUntilMs === undefined ? 0 : Math.ceil((lockedUntilMs - nowMs) / 60_000);
  return {
    lock_time: lockedUntilMs === undefined ? "0" : String(LOCK_MS / 60_000),
    lock_time_left: String(left),
    retry_times_left: String(MOST - count),
  };
}
