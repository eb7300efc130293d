import { setImmediate } from "node:timers/promises";
import type { Clock } from "../clock.ts";

/** A VirtualClock stands still until it is told otherwise. */
export interface VirtualClock extends Clock {
  /** Moves the time on, wakes on the way whoever slept until then, in order, and lets each run before the next. */
  advance(ms: number): Promise<void>;
  /** Moves `now` and not `monotonicMs`, forwards or backwards, as a clock does that somebody sets. Wakes nobody. */
  jump(ms: number): void;
}

interface Sleeper {
  readonly wakeMs: number;
  wake(): void;
}

/** A clock whose time moves only by `advance`; it starts with the year 2026 unless told otherwise. */
export function virtualClock(startAt: Date = new Date(Date.UTC(2026, 0, 1))): VirtualClock {
  let elapsedMs = 0;
  let offsetMs = startAt.getTime();
  const sleepers = new Set<Sleeper>();
  const sleepUntil = (wakeMs: number, wake: () => void): Sleeper => {
    const sleeper = { wakeMs, wake };
    sleepers.add(sleeper);
    return sleeper;
  };
  return {
    now: () => new Date(offsetMs + elapsedMs),
    monotonicMs: () => elapsedMs,
    jump: (ms) => void (offsetMs += ms),
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const sleeper = sleepUntil(elapsedMs + ms, resolve);
      const abort = () => (sleepers.delete(sleeper), reject(signal?.reason));
      signal?.addEventListener("abort", abort, { once: true });
      return promise.finally(() => signal?.removeEventListener("abort", abort));
    },
    deadline(ms) {
      const controller = new AbortController();
      sleepUntil(elapsedMs + ms, () => controller.abort(new DOMException("the time is over", "TimeoutError")));
      return controller.signal;
    },
    async advance(ms) {
      const endMs = elapsedMs + ms;
      for (let next = nextOf(sleepers); next && next.wakeMs <= endMs; next = nextOf(sleepers)) {
        elapsedMs = Math.max(elapsedMs, next.wakeMs);
        sleepers.delete(next);
        next.wake();
        await setImmediate();
      }
      elapsedMs = Math.max(elapsedMs, endMs);
    },
  };
}

function nextOf(sleepers: ReadonlySet<Sleeper>): Sleeper | undefined {
  let next: Sleeper | undefined;
  for (const sleeper of sleepers) if (!next || sleeper.wakeMs < next.wakeMs) next = sleeper;
  return next;
}
