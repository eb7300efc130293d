import { CredentialError, type Schedule } from "@rekey/core";
import { type Closed, readBlackout } from "./blackout.ts";
import { HORIZON_MS, type Pause } from "./schedule.ts";
import { openFrom } from "./window.ts";

/** An Opening is when a rotation that is owed may begin, and what holds it back until then; nothing where it need not wait. */
export interface Opening {
  readonly at: Date;
  readonly reason?: "pause" | "blackout" | "window" | undefined;
}

/**
 * When a rotation that is owed may begin: the first instant, from `at` on, after the pause, inside a window and outside all blackouts. The reason is the
 * first of these that holds at `at`. Throws ERR_DECLARATION where ten years have no such instant.
 */
export function openAt(schedule: Schedule, at: Date, pause?: Pause): Opening {
  const opening = openingFrom(schedule, at, pause);
  if (opening) return opening;
  throw new CredentialError("ERR_DECLARATION", "no window opens outside the blackouts in ten years", {
    remedy: "write a window that opens, or shorten the blackouts",
  });
}

/** The same; undefined where ten years have none. */
export function openingFrom(schedule: Schedule, at: Date, pause?: Pause): Opening | undefined {
  const atMs = at.getTime();
  const pausedMs = pause?.until.getTime() ?? atMs;
  const closed = (schedule.blackouts ?? []).map(readBlackout);
  const openMs = openAfter(schedule, closed, Math.max(atMs, pausedMs));
  if (openMs === undefined) return undefined;
  if (openMs === atMs) return { at };
  const reason = pausedMs > atMs ? "pause" : closingOf(closed, atMs) ? "blackout" : "window";
  return { at: new Date(openMs), reason };
}

function openAfter({ windows }: Schedule, closed: readonly Closed[], fromMs: number): number | undefined {
  let atMs = fromMs;
  for (;;) {
    const openMs = windows ? openFrom(windows, atMs) : atMs;
    if (openMs === undefined || openMs - fromMs > HORIZON_MS) return undefined;
    const closing = closingOf(closed, openMs);
    if (!closing) return openMs;
    atMs = closing.toMs;
  }
}

function closingOf(closed: readonly Closed[], atMs: number): Closed | undefined {
  return closed.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
}
