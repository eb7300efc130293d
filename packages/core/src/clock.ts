import { setTimeout } from "node:timers/promises";

/** A Clock is where all time comes from; tests bring their own. */
export interface Clock {
  now(): Date;
  /** Milliseconds that never jump: for durations, and for noticing that `now` did. */
  monotonicMs(): number;
  /** Resolves after that long; rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Aborts after that long, by this clock; the reason is a TimeoutError. */
  deadline(ms: number): AbortSignal;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  sleep: sleepFor,
  deadline: (ms) => AbortSignal.timeout(Math.min(ms, LONGEST_TIMER_MS)),
};

/** Node fires a longer timer at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

async function sleepFor(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    for (let leftMs = ms; leftMs > 0; leftMs -= LONGEST_TIMER_MS)
      await setTimeout(Math.min(leftMs, LONGEST_TIMER_MS), undefined, signal && { signal });
  } catch (error) {
    // Node rejects with an error of its own that holds the reason.
    signal?.throwIfAborted();
    throw error;
  }
}

/** The instant `ms` milliseconds after `at`. */
export function after(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}

/** The earliest of some instants; absent ones are passed over. */
export function earliest(...instants: readonly (Date | undefined)[]): Date | undefined {
  let first: Date | undefined;
  for (const at of instants) if (at && !(first && first <= at)) first = at;
  return first;
}
