import type { Clock } from "@rekey/core";

/** Whoever they are: beyond that, all begin anew. */
const MOST_KEYS = 10_000;

/** A Pace is how many in how long, in the long run; so many may also come at once unless that is said apart. */
export interface Pace {
  readonly calls: number;
  readonly perMs: number;
  readonly atOnce?: number;
}

/** Buckets fill as time goes by, one for each who takes from them. */
export class Buckets {
  readonly #clock: Pick<Clock, "monotonicMs">;
  readonly #buckets = new Map<string, { readonly left: number; readonly at: number }>();

  constructor(clock: Pick<Clock, "monotonicMs">) {
    this.#clock = clock;
  }

  /** Takes one. Answers with how long to wait for it, in milliseconds, where none is left. */
  take(key: string, { calls, perMs, atOnce = calls }: Pace): number | undefined {
    const now = this.#clock.monotonicMs();
    const { left, at } = this.#buckets.get(key) ?? { left: atOnce, at: now };
    const filled = Math.min(atOnce, left + ((now - at) * calls) / perMs);
    if (filled < 1) return Math.ceil(((1 - filled) * perMs) / calls);
    if (this.#buckets.size >= MOST_KEYS && !this.#buckets.has(key)) this.#buckets.clear();
    this.#buckets.set(key, { left: filled - 1, at: now });
    return undefined;
  }
}

/** `Retry-After`, which is in whole seconds. */
export function retryAfter(waitMs: number): { readonly "retry-after": string } {
  return { "retry-after": String(Math.max(1, Math.ceil(waitMs / 1_000))) };
}
