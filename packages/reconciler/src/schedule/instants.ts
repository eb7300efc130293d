import type { Schedule } from "@rekey/core";
import { markOf } from "./cron.ts";
import { owedMs, slotAfter } from "./due.ts";
import { openingFrom } from "./open.ts";
import type { Pause } from "./schedule.ts";
import type { Mark } from "./zone.ts";

/** An Instant is one rotation that a schedule foretells. */
export interface Instant {
  /** When it may begin. */
  readonly at: Date;
  /** When it is owed: its slot and the credential's jitter. */
  readonly dueAt: Date;
  /** What holds it back between the two. */
  readonly reason?: "pause" | "blackout" | "window" | undefined;
  /** Set where the zone's clocks skip its slot (then it is at the end of the gap), or show it twice. */
  readonly mark?: Mark | undefined;
}

/** A Forecast says from where on to look. */
export interface Forecast {
  /** All before is settled; for a period, when the version in force was made. */
  readonly from: Date;
  /** How many to foretell. */
  readonly count: number;
  /** Nothing begins earlier; `from` where absent. */
  readonly now?: Date | undefined;
  /** Whose jitter; none where nobody has a uid yet. */
  readonly uid?: string | undefined;
  readonly pause?: Pause | undefined;
}

/** The next rotations, if each begins when it may: what status and plan show. Fewer than asked for where ten years have no more. Throws ERR_DECLARATION where the schedule cannot be read. */
export function instants(schedule: Schedule, forecast: Forecast): readonly Instant[] {
  const { from, count, now = from } = forecast;
  const found: Instant[] = [];
  let last = from;
  while (found.length < count) {
    const instant = instantAfter(schedule, last, { ...forecast, now });
    if (!instant) break;
    found.push(instant);
    last = instant.at;
  }
  return found;
}

function instantAfter(
  schedule: Schedule,
  last: Date,
  { now, uid, pause }: Forecast & { now: Date },
): Instant | undefined {
  const slot = slotAfter(schedule, last.getTime());
  if (!slot) return undefined;
  const dueAt = new Date(uid === undefined ? slot.atMs : owedMs(schedule, uid, slot));
  const opening = openingFrom(schedule, dueAt < now ? now : dueAt, pause);
  const mark = "everyMs" in schedule ? undefined : markOf(schedule, slot);
  return opening && { ...opening, dueAt, ...(mark && { mark }) };
}
