import type { OnClock, Schedule } from "@rekey/core";
import type { Instant } from "@rekey/reconciler";
import { exact } from "./duration.ts";
import { utc } from "./when.ts";

/** How often: `every 30d`, `0 3 * * 6 in Europe/Berlin`. */
export function cadenceText(schedule: Schedule): string {
  return "everyMs" in schedule ? `every ${exact(schedule.everyMs)}` : clockText(schedule);
}

/** What bounds it: each line a label and a text. */
export function boundsText({ windows, blackouts, jitterMs }: Schedule): readonly (readonly [string, string])[] {
  const open = windows?.map((window) => `${exact(window.durationMs)} from ${clockText(window)}`);
  const closed = blackouts?.map(({ from, to, zone }) => `${from} to ${to}${zone === undefined ? "" : ` in ${zone}`}`);
  const all = [
    ["windows", open?.join(", ")],
    ["blackouts", closed?.join(", ")],
    ["jitter", jitterMs ? `up to ${exact(jitterMs)}` : undefined],
  ] as const;
  return all.flatMap(([label, text]) => (text === undefined || text === "" ? [] : [[label, text] as const]));
}

/** Whether its instants say more than its period does. */
export function isBounded(schedule: Schedule): boolean {
  return "cron" in schedule || boundsText(schedule).length > 0;
}

/** Why an instant is not simply its slot: `owed 2026-12-24 02:00 UTC, in a blackout`. */
function remarkText({ dueAt, reason, mark }: Instant): string {
  const held = reason && `owed ${utc(dueAt)}, ${HELD[reason]}`;
  return [held, mark && MARKS[mark]].filter((one) => one !== undefined).join("; ");
}

/** An instant in UTC, and its remark in brackets. */
export function instantText(instant: Instant, say: (at: Date) => string = utc): string {
  const remark = remarkText(instant);
  return `${say(instant.at)}${remark === "" ? "" : ` (${remark})`}`;
}

const HELD = { pause: "paused", blackout: "in a blackout", window: "outside its windows" } as const;

const MARKS = {
  gap: "the clocks skip its time: at the end of the gap",
  fold: "the clocks show its time twice",
} as const;

function clockText({ cron, zone = "UTC" }: OnClock): string {
  return `${cron} in ${zone}`;
}
