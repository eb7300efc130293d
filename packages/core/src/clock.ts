import { setTimeout } from "node:timers";
import { setTimeout as wait } from "node:timers/promises";

/** A Clock is where all time comes from; tests bring their own. */
export interface Clock {
  now(): Date;
  /** Milliseconds that never jump: for durations, and for noticing that `now` did. */
  monotonicMs(): number;
  /** Resolves after that long; rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Begins a deadline that ends after that long, by this clock. */
  deadline(ms: number): Deadline;
}

/** A Deadline aborts its signal when it ends; the reason is a TimeoutError. One that is disposed of leaves nothing behind that lasts as long. */
export interface Deadline extends Disposable {
  readonly signal: AbortSignal;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  sleep: sleepFor,
  deadline: deadlineIn,
};

/** Node fires a longer timer at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

async function sleepFor(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    for (let leftMs = ms; leftMs > 0; leftMs -= LONGEST_TIMER_MS)
      await wait(Math.min(leftMs, LONGEST_TIMER_MS), undefined, signal && { signal });
  } catch (error) {
    // Node rejects with an error of its own that holds the reason.
    signal?.throwIfAborted();
    throw error;
  }
}

/** A process does not stay for it. */
function deadlineIn(ms: number): Deadline {
  const controller = new AbortController();
  const end = () => controller.abort(new DOMException("the time is over", "TimeoutError"));
  const timer = setTimeout(end, Math.min(ms, LONGEST_TIMER_MS)).unref();
  return { signal: controller.signal, [Symbol.dispose]: () => clearTimeout(timer) };
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
