import type { OnClock, Schedule } from "@rekey/core";
import type { Random } from "./fate.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Zones whose clocks never change, so that an onlooker needs no calendar. */
const OFFSETS: Readonly<Record<string, number>> = {
  UTC: 0,
  "Asia/Shanghai": 8 * HOUR_MS,
  "Asia/Kolkata": 5.5 * HOUR_MS,
};

/** A schedule that somebody may want, with windows, blackouts and jitter now and then. */
export function someSchedule(roll: Random, now: number): Schedule {
  // Windows that open between the slots of an expression would leave no calm between two rotations, in which a history can end.
  const cadence = roll() < 0.5 ? { everyMs: 1.5 * HOUR_MS * 2 ** Math.floor(roll() * 3) } : someClock(roll);
  return {
    ...cadence,
    ...(roll() < 0.3 && {
      windows: [{ ...("cron" in cadence ? cadence : someClock(roll)), durationMs: 10 * MINUTE_MS + roll() * HOUR_MS }],
    }),
    ...(roll() < 0.3 && { blackouts: [blackoutNear(now, roll)] }),
    ...(roll() < 0.3 && { jitterMs: 10 * MINUTE_MS }),
  };
}

function someClock(roll: Random): OnClock {
  const zones = Object.keys(OFFSETS);
  const hours = [2, 3, 4, 6][Math.floor(roll() * 4)] ?? 2;
  return { cron: `${Math.floor(roll() * 60)} */${hours} * * *`, zone: zones[Math.floor(roll() * zones.length)] };
}

function blackoutNear(now: number, roll: Random): { from: string; to: string } {
  const from = now + (roll() - 0.3) * 6 * HOUR_MS;
  const iso = (ms: number) => new Date(ms).toISOString();
  return { from: iso(from), to: iso(from + roll() * 6 * HOUR_MS) };
}

/** Whether a schedule owes a rotation at that instant, where the version in force was made at `since`. */
export function owes(schedule: Schedule, dueAt: number, since: number): boolean {
  const { jitterMs = 0 } = schedule;
  const lateMs = "everyMs" in schedule ? dueAt - since - schedule.everyMs : sinceSlotMs(schedule, dueAt);
  return lateMs >= 0 && lateMs <= jitterMs && dueAt > since;
}

/** Whether a rotation may begin. */
export function isOpen({ windows, blackouts = [] }: Schedule, now: number): boolean {
  const isInWindow = windows?.some((window) => sinceSlotMs(window, now) < window.durationMs) ?? true;
  return isInWindow && blackouts.every(({ from, to }) => now < Date.parse(from) || Date.parse(to) <= now);
}

/** How long ago the last slot of `M *\/H * * *` was. */
function sinceSlotMs({ cron, zone = "UTC" }: OnClock, now: number): number {
  const [, minute, hours] = /^(\d+) \*\/(\d+) \* \* \*$/.exec(cron) ?? [];
  const wallMs = now + (OFFSETS[zone] ?? Number.NaN) - Number(minute) * MINUTE_MS;
  return wallMs % (Number(hours) * HOUR_MS);
}
