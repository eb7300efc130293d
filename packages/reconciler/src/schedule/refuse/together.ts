import type { Schedule } from "@rekey/core";
import { short } from "../../short.ts";
import { slotsAfter } from "../cron.ts";
import { slotAfter } from "../due.ts";
import { instants } from "../instants.ts";
import { openingFrom } from "../open.ts";
import { HORIZON_MS, type Pause } from "../schedule.ts";
import type { Refusal } from "./refusal.ts";

/** A Beside is what stands beside a schedule and may conflict with it. */
export interface Beside {
  /** The kind's `limits.leastIntervalMs`. */
  readonly leastIntervalMs?: number | undefined;
  readonly pause?: Pause | undefined;
}

/** What is wrong with a schedule whose parts are all right alone. */
export function refusedTogether(schedule: Schedule, now: Date, { leastIntervalMs, pause }: Beside): readonly Refusal[] {
  const closest = { field: "everyMs" in schedule ? "every" : "cron", ms: closestMs(schedule, now) };
  const paused = refusedPause(pause, now);
  return [
    ...refusedInterval(closest, leastIntervalMs ?? 0),
    ...refusedJitter(schedule, closest),
    ...paused,
    ...(paused.length > 0 ? [] : refusedWindows(schedule, now, pause)),
  ];
}

/** The field that says how often, and how close it puts two rotations. */
interface Closest {
  readonly field: string;
  readonly ms: number;
}

function refusedInterval({ field, ms }: Closest, leastMs: number): readonly Refusal[] {
  if (ms >= leastMs) return [];
  const message = `puts rotations ${short(ms)} apart, and the service wants ${short(leastMs)} between two changes`;
  return [{ path: field, message, remedy: `write one that leaves at least ${short(leastMs)}` }];
}

function refusedJitter({ jitterMs = 0, windows = [] }: Schedule, { field, ms }: Closest): readonly Refusal[] {
  if (jitterMs === 0) return [];
  if (jitterMs >= ms) {
    const message = `${short(jitterMs)} is not shorter than the ${short(ms)} between two rotations (\`${field}\`)`;
    return [{ path: "jitter", message, remedy: `write less than ${short(ms)}` }];
  }
  const shortestMs = Math.min(...windows.map(({ durationMs }) => durationMs));
  if (jitterMs <= shortestMs) return [];
  const message = `${short(jitterMs)} reaches beyond a window of ${short(shortestMs)}, so rotations would miss it by chance`;
  return [{ path: "jitter", message, remedy: `write at most ${short(shortestMs)}, or a longer window` }];
}

function refusedPause(pause: Pause | undefined, now: Date): readonly Refusal[] {
  // Written so that an invalid date is refused as well.
  if (!pause || pause.until.getTime() - now.getTime() <= HORIZON_MS) return [];
  const message = "does not end within ten years";
  return [{ path: "pause", message, remedy: "write a nearer end, or forget the credential" }];
}

function refusedWindows(schedule: Schedule, now: Date, pause: Pause | undefined): readonly Refusal[] {
  if (!openingFrom(schedule, now, pause)) {
    const message = `leave no ${schedule.windows ? "open window" : "time to rotate"} in the next ten years`;
    return [{ path: "blackouts", message, remedy: "write blackouts that end, or windows outside them" }];
  }
  if (!schedule.windows || isKept(schedule, now)) return [];
  const message = "open less often than rotations are owed, so each one would come a whole period late or more";
  return [{ path: "windows", message, remedy: "write windows that open more often, or a schedule that asks for less" }];
}

/**
 * Whether windows let at least some rotations begin before the next is owed. cert-manager refuses by the same measure, the shortest time between openings
 * (issue 9146, pull request 9305). Blackouts are left out: whoever writes one means rotations to be late.
 */
function isKept(schedule: Schedule, now: Date): boolean {
  const bare = { ...schedule, blackouts: undefined, jitterMs: undefined };
  // The first begins anywhere between two openings, so it may be in time by chance.
  const [, ...later] = instants(bare, { from: now, count: 13 });
  return later.length === 0 || later.some(({ at, dueAt }) => isBeforeNext(bare, at, dueAt));
}

function isBeforeNext(schedule: Schedule, at: Date, dueAt: Date): boolean {
  return at.getTime() < (slotAfter(schedule, dueAt.getTime())?.atMs ?? Infinity);
}

/** How close two rotations are owed at the closest, on the calendar: what a change of offset adds or takes is left to the interval's own gate. */
export function closestMs(schedule: Schedule, now: Date): number {
  if ("everyMs" in schedule) return schedule.everyMs;
  let closest = Infinity;
  let lastMs: number | undefined;
  let left = 500;
  for (const { atMs } of slotsAfter({ cron: schedule.cron }, now.getTime())) {
    closest = Math.min(closest, atMs - (lastMs ?? -Infinity));
    lastMs = atMs;
    if (--left === 0 || atMs - now.getTime() > HORIZON_MS) break;
  }
  return closest;
}
