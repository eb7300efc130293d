import { after } from "@rekey/core";
import { parseDuration } from "./config/duration.ts";
import { misuse } from "./trouble.ts";

const YEAR_MS = 366 * 86_400_000;

/** How long a pause is: for a while, or until an instant. */
export interface Pausable {
  readonly for?: string | undefined;
  readonly until?: string | undefined;
}

/** The end of a pause. Throws a Trouble where there is none, or none that can be. */
export function pauseEnd({ for: duration, until }: Pausable, now: Date): Date {
  if ((duration === undefined) === (until === undefined))
    throw misuse("a pause has to end", "give one of --for 2d and --until 2026-12-24T08:00:00+01:00");
  const ms = duration === undefined ? undefined : parseDuration(duration);
  const end = duration === undefined ? instantOf(until ?? "") : ms === undefined ? undefined : after(now, ms);
  if (!end) throw misuse(`${duration ?? until ?? ""} cannot be read`, "write --for 2d, or an instant with its offset");
  if (end <= now) throw misuse("this pause would be over already", "name an end that is still to come");
  if (end > after(now, YEAR_MS))
    throw misuse("a pause lasts a year at most", "pause it again then, or remove its declaration");
  return end;
}

/** A local time without an offset is two instants or none, twice a year. */
function instantOf(text: string): Date | undefined {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(text) ? new Date(text) : undefined;
  return at && !Number.isNaN(at.getTime()) ? at : undefined;
}
