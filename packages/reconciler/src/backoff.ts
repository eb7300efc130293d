import { after, type ErrorCode, hasCode, problemOf, type Reason } from "@rekey/core";

const SECOND_MS = 1_000;
const HALF_MINUTE_MS = 30_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** A BackOff is how long to stay away, where the error names no time itself. */
export interface BackOff {
  readonly reason: Reason;
  /** The first wait; each failure in a row doubles it. */
  readonly firstMs: number;
  readonly mostMs: number;
  /** The share by which waits of different credentials differ, so that what failed together does not come back together. */
  readonly spread?: number;
}

const unknown: BackOff = { reason: "unknown", firstMs: MINUTE_MS, mostMs: HOUR_MS, spread: 0.25 };

/** One reaction a code. */
export const backOffs: Readonly<Record<ErrorCode, BackOff>> = {
  // A new declaration is looked at at once; this is for what was mended elsewhere, in the operator's part or in the cloud.
  ERR_DECLARATION: { reason: "declaration", firstMs: 15 * MINUTE_MS, mostMs: DAY_MS },
  ERR_REFUSED: { reason: "refused", firstMs: 15 * MINUTE_MS, mostMs: DAY_MS },
  ERR_DRIFTED: { reason: "unknown", firstMs: 15 * MINUTE_MS, mostMs: DAY_MS },
  ERR_IDENTITY: { reason: "circuit", firstMs: MINUTE_MS, mostMs: HOUR_MS, spread: 0.25 },
  ERR_UNAVAILABLE: { reason: "busy", firstMs: 5 * SECOND_MS, mostMs: 15 * MINUTE_MS, spread: 0.25 },
  ERR_OUTCOME_UNKNOWN: unknown,
  ERR_DELIVERY: unknown,
  ERR_CONFLICT: unknown,
  ERR_STUCK: unknown,
};

/** When to come back after an error: at the time it names, or later after each failure of this credential in a row. */
export function againAt(error: unknown, { uid, fails, now }: { uid: string; fails: number; now: Date }): Date {
  return namedTime(error, now) ?? after(now, waitMs(backOffs[problemOf(error).code], `${uid} ${fails}`, fails));
}

/** The time that an error names itself; one that is over already must not make anybody ask without end. */
export function namedTime(error: unknown, now: Date): Date | undefined {
  const named = hasCode(error, problemOf(error).code) ? error.againAt : undefined;
  const soonest = after(now, SECOND_MS);
  return named && named < soonest ? soonest : named;
}

function waitMs({ firstMs, mostMs, spread = 0 }: BackOff, whose: string, fails: number): number {
  const doubled = firstMs * 2 ** Math.min(fails, 20);
  return Math.min(mostMs, Math.round(doubled * (1 + spread * shareOf(whose))));
}

/** An instant, and up to half a minute later: those who wait for the same thing do not come back together. */
export function scattered(at: Date, whose: string): Date {
  return after(at, Math.ceil(HALF_MINUTE_MS * shareOf(whose)));
}

/** A number from 0 to below 1 that is a text's own (FNV-1a): jitter without chance, the same in every process. */
function shareOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash / 2 ** 32;
}
