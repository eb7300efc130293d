import { after, type Credential, type Declaration, hasCode, type Schedule, type Waiting } from "@rekey/core";
import { nextDue } from "./schedule/due.ts";
import { openAt, type Opening } from "./schedule/open.ts";

const DAY_MS = 86_400_000;

/**
 * What keeps a rotation from beginning now, and until when: a pause, a blackout, or a window that is closed; undefined where nothing does. Windows are the
 * schedule's own hours, so what a person asks for passes them; a pause and a blackout say *nothing now*, and hold that too.
 */
export function closure(row: Credential, { rotate }: Pick<Declaration, "rotate">, now: Date): Waiting | undefined {
  try {
    const { at, reason } = opening(row, row.asked === undefined ? rotate : { ...rotate, windows: undefined }, now);
    return reason && { reason, until: at, message: MESSAGES[reason] };
  } catch (error) {
    if (!hasCode(error, "ERR_DECLARATION")) throw error;
    return { reason: "declaration", until: after(now, DAY_MS), message: error.message };
  }
}

/** Whether what is asked for begins where the schedule alone would not. */
export function isOutsideWindows(row: Credential, { rotate }: Declaration, now: Date): boolean {
  return rotate.windows !== undefined && closure({ ...row, asked: undefined }, { rotate }, now)?.reason === "window";
}

function opening({ uid, pausedUntil }: Credential, schedule: Schedule, now: Date): Opening {
  // What would never be owed again is not begun either: it throws.
  nextDue(schedule, { uid, since: now, now });
  return openAt(schedule, now, pausedUntil && { until: pausedUntil });
}

const MESSAGES = {
  pause: "paused by a person",
  blackout: "in a blackout",
  window: "outside its windows",
} as const;
