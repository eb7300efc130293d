import { after, type Clock } from "@rekey/core";

/** Replies' dates have whole seconds, and a request takes a while: below this nothing is known to be wrong. */
const NOTICED_MS = 5_000;
/**
 * The gateway's window: a clock further off than this gets every signature refused.
 * Source: https://support.huaweicloud.com/intl/en-us/devg-apisign/api-sign-0001.html
 */
const WINDOW_MS = 15 * 60_000;
const SAMPLES = 3;

/** A Skew measures, from the dates of replies, how far this clock is behind the service's. */
export class Skew {
  readonly #clock: Clock;
  readonly #told: (skewMs: number) => void;
  #samples: readonly number[] = [];
  #isTold = false;

  /** `told` is called once each time that the skew passes the gateway's window. */
  constructor(clock: Clock, told: (skewMs: number) => void) {
    this.#clock = clock;
    this.#told = told;
  }

  /** The median of the last replies: positive where the service is ahead, 0 where the difference is too small to be one. */
  get ms(): number {
    const sorted = this.#samples.toSorted((a, b) => a - b);
    const median = sorted[sorted.length >> 1] ?? 0;
    return Math.abs(median) < NOTICED_MS ? 0 : median;
  }

  /** Now, as the service has it. */
  now(): Date {
    return after(this.#clock.now(), this.ms);
  }

  /** Takes in a reply's `Date` to a request that was sent at `sentAt`. */
  note(date: string | undefined, sentAt: Date): void {
    const said = Date.parse(date ?? "");
    if (Number.isNaN(said)) return;
    const halfWay = (sentAt.getTime() + this.#clock.now().getTime()) / 2;
    this.#samples = [...this.#samples, Math.round(said - halfWay)].slice(-SAMPLES);
    const isFarOff = Math.abs(this.ms) > WINDOW_MS;
    if (isFarOff && !this.#isTold) this.#told(this.ms);
    this.#isTold = isFarOff;
  }
}
