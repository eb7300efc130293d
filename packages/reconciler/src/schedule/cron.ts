import type { OnClock } from "@rekey/core";
import { readCron, type Walls } from "./expression.ts";
import { HORIZON_MS, UTC } from "./schedule.ts";
import { checkZone, type Mark, placed, spansFrom } from "./zone.ts";

/** A Slot is one time of an expression: when it is, and what the clocks of its zone show for it (as if that were UTC). */
export interface Slot {
  readonly atMs: number;
  readonly wallMs: number;
}

const HORIZON_YEARS = 11;

/**
 * The slots after an instant, in order; none that is more than ten years from the one before. A fixed hour and minute comes once a local day: at the end
 * of a gap that skips it, and the first of two times. An expression with a list, range, step or star in either follows real time: what a gap skips is
 * dropped, a fold comes twice. Throws ERR_DECLARATION where the expression or the zone is none.
 *
 * croner reads the expression and walks the calendar, in UTC; zones are ours. With a zone, croner 11.0.1 does nearly the same (its README, "DST
 * handling"), but drops a fixed time whose gap ends on the next day: 23:30 in America/Nuuk and America/Scoresbysund, once a year.
 */
export function* slotsAfter({ cron, zone = UTC }: OnClock, afterMs: number): Generator<Slot, undefined> {
  checkZone(zone);
  const walls = readCron(cron);
  const next = walls.isFixed ? nextFixed : nextReal;
  let lastMs = afterMs;
  for (;;) {
    const slot = next(walls, zone, lastMs);
    if (!slot || slot.atMs - lastMs > HORIZON_MS) return;
    yield slot;
    lastMs = slot.atMs;
  }
}

/** The first slot after an instant; undefined where ten years have none. */
export function nextSlot(clock: OnClock, afterMs: number): Slot | undefined {
  return slotsAfter(clock, afterMs).next().value;
}

/** Whether a gap moved a slot, or a fold shows its time twice. */
export function markOf({ zone = UTC }: OnClock, { wallMs }: Slot): Mark | undefined {
  return placed(zone, wallMs).mark;
}

function nextFixed(walls: Walls, zone: string, afterMs: number): Slot | undefined {
  let wallMs = walls.after(shown(zone, afterMs));
  while (wallMs !== undefined) {
    const { atMs } = placed(zone, wallMs);
    // A time of the second pass through a fold was over in the first.
    if (atMs > afterMs) return { atMs, wallMs };
    wallMs = walls.after(wallMs);
  }
  return undefined;
}

function nextReal(walls: Walls, zone: string, afterMs: number): Slot | undefined {
  for (const { fromMs, toMs, offsetMs } of spansFrom(zone, afterMs, HORIZON_YEARS)) {
    const wallMs = walls.after(Math.max(afterMs, fromMs - 1) + offsetMs);
    if (wallMs === undefined) return undefined;
    if (wallMs - offsetMs < toMs) return { atMs: wallMs - offsetMs, wallMs };
  }
  return undefined;
}

function shown(zone: string, atMs: number): number {
  const [span] = spansFrom(zone, atMs, 0);
  return atMs + (span?.offsetMs ?? 0);
}
