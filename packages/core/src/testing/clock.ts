import { setImmediate } from "node:timers/promises";
import type { Clock, Deadline } from "../clock.ts";

/** A VirtualClock stands still until it is told otherwise. */
export interface VirtualClock extends Clock {
  /** Moves the time on, wakes on the way whoever slept until then, in order, and lets each run before the next. */
  advance(ms: number): Promise<void>;
  /** Moves `now` and not `monotonicMs`, forwards or backwards, as a clock does that somebody sets. Wakes nobody. */
  jump(ms: number): void;
}

/** A clock whose time moves only by `advance`; it starts with the year 2026 unless told otherwise. */
export function virtualClock(startAt: Date = new Date(Date.UTC(2026, 0, 1))): VirtualClock {
  const clock = new StillClock(startAt.getTime());
  // A plain object, so that a test can spread it and change a part.
  return {
    now: () => clock.now(),
    monotonicMs: () => clock.monotonicMs(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
    deadline: (ms) => clock.deadline(ms),
    advance: (ms) => clock.advance(ms),
    jump: (ms) => clock.jump(ms),
  };
}

interface Sleeper {
  readonly wakeMs: number;
  readonly wake: () => void;
}

class StillClock implements VirtualClock {
  readonly #sleepers = new Set<Sleeper>();
  #elapsedMs = 0;
  #offsetMs: number;

  constructor(offsetMs: number) {
    this.#offsetMs = offsetMs;
  }

  now(): Date {
    return new Date(this.#offsetMs + this.#elapsedMs);
  }

  monotonicMs(): number {
    return this.#elapsedMs;
  }

  jump(ms: number): void {
    this.#offsetMs += ms;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const sleeper = this.#wakeAfter(ms, resolve);
    const abort = () => (this.#sleepers.delete(sleeper), reject(signal?.reason));
    signal?.addEventListener("abort", abort, { once: true });
    await promise.finally(() => signal?.removeEventListener("abort", abort));
  }

  deadline(ms: number): Deadline {
    const controller = new AbortController();
    const end = () => controller.abort(new DOMException("the time is over", "TimeoutError"));
    const sleeper = this.#wakeAfter(ms, end);
    return { signal: controller.signal, [Symbol.dispose]: () => void this.#sleepers.delete(sleeper) };
  }

  async advance(ms: number): Promise<void> {
    const endMs = this.#elapsedMs + ms;
    for (let next = this.#next(); next && next.wakeMs <= endMs; next = this.#next()) {
      this.#elapsedMs = Math.max(this.#elapsedMs, next.wakeMs);
      this.#sleepers.delete(next);
      next.wake();
      await setImmediate();
    }
    this.#elapsedMs = Math.max(this.#elapsedMs, endMs);
  }

  #wakeAfter(ms: number, wake: () => void): Sleeper {
    const sleeper = { wakeMs: this.#elapsedMs + ms, wake };
    this.#sleepers.add(sleeper);
    return sleeper;
  }

  #next(): Sleeper | undefined {
    let next: Sleeper | undefined;
    for (const sleeper of this.#sleepers) if (!next || sleeper.wakeMs < next.wakeMs) next = sleeper;
    return next;
  }
}
