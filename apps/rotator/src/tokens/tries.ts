import type { Clock } from "@rekey/core";

const WINDOW_MS = 60_000;
const MOST = 20;
/** Whoever sends from everywhere, or guesses at every id, shares what is beyond that. */
const MOST_KEYS = 10_000;

/** Tries count what failed within a minute, by whatever tells those apart who try. */
export class Tries {
  readonly #clock: Pick<Clock, "monotonicMs">;
  readonly #failed = new Map<string, number>();
  #since: number;

  constructor(clock: Pick<Clock, "monotonicMs">) {
    this.#clock = clock;
    this.#since = clock.monotonicMs();
  }

  /** Counts one failure of each of these. Answers with how long to stay away, in milliseconds, where any of them failed too often. */
  fail(keys: readonly string[]): number | undefined {
    const now = this.#clock.monotonicMs();
    if (now - this.#since >= WINDOW_MS) {
      this.#failed.clear();
      this.#since = now;
    }
    const counts = keys.map((key) => this.#count(key));
    return counts.some((count) => count > MOST) ? this.#since + WINDOW_MS - now : undefined;
  }

  #count(key: string): number {
    const counted = this.#failed.has(key) || this.#failed.size < MOST_KEYS ? key : "others";
    const count = (this.#failed.get(counted) ?? 0) + 1;
    this.#failed.set(counted, count);
    return count;
  }
}
