import type { Blackout, OnClock, Schedule } from "@rekey/core";
import { readBlackout, readFrom, readTo } from "../blackout.ts";
import { nextSlot } from "../cron.ts";
import { readCron } from "../expression.ts";
import { HORIZON_MS, UTC } from "../schedule.ts";
import { checkZone } from "../zone.ts";
import { type Refusal, refusalOf } from "./refusal.ts";

/** What is wrong with a part of a schedule, whatever stands beside it. */
export function refusedParts(schedule: Schedule, now: Date): readonly Refusal[] {
  const { windows, blackouts = [], jitterMs = 0 } = schedule;
  return [
    ...("everyMs" in schedule ? every(schedule.everyMs) : clock("", schedule, now)),
    ...(windows?.length === 0 ? [noWindow] : []),
    ...(windows ?? []).flatMap((window, at) => [
      ...clock(`windows.${at}.`, window, now),
      ...lasting(`windows.${at}.duration`, window.durationMs),
    ]),
    ...blackouts.flatMap((blackout, at) => ends(`blackouts.${at}.`, blackout)),
    ...(isCount(jitterMs) ? [] : [{ path: "jitter", message: "is no length of time", remedy: "write it like 2h" }]),
  ];
}

const noWindow: Refusal = {
  path: "windows",
  message: "names no window, so no rotation could ever begin",
  remedy: "write at least one window, or leave it out to rotate at any time",
};

function every(everyMs: number): readonly Refusal[] {
  if (everyMs > HORIZON_MS)
    return [{ path: "every", message: "is longer than ten years", remedy: "write a shorter period, as in 30d" }];
  return lasting("every", everyMs);
}

function clock(path: string, { cron, zone = UTC }: OnClock, now: Date): readonly Refusal[] {
  const unreadable = [
    ...refusalOf(`${path}cron`, () => readCron(cron)),
    ...refusalOf(`${path}zone`, () => checkZone(zone)),
  ];
  if (unreadable.length > 0 || nextSlot({ cron, zone }, now.getTime())) return unreadable;
  const message = `${JSON.stringify(cron)} has no instant in the next ten years`;
  return [{ path: `${path}cron`, message, remedy: "write a day that exists, as in 28 or L for the last of a month" }];
}

function lasting(path: string, ms: number): readonly Refusal[] {
  return isCount(ms) && ms > 0 ? [] : [{ path, message: "is no time at all", remedy: "write it like 30d, 12h or 90m" }];
}

function ends(path: string, blackout: Blackout): readonly Refusal[] {
  const { from, to, zone = UTC } = blackout;
  const wrongZone = refusalOf(`${path}zone`, () => checkZone(zone));
  if (wrongZone.length > 0) return wrongZone;
  const unreadable = [
    ...refusalOf(`${path}from`, () => readFrom(from, zone)),
    ...refusalOf(`${path}to`, () => readTo(to, zone)),
  ];
  return unreadable.length > 0 ? unreadable : refusalOf(`${path}to`, () => readBlackout(blackout));
}

function isCount(ms: number): boolean {
  return Number.isSafeInteger(ms) && ms >= 0;
}
