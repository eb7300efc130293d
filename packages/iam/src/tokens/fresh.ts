import { after, type Clock } from "@rekey/core";

/** What is fetched, and until when it is good; undefined where nobody says. */
export interface Perishable<T> {
  readonly value: T;
  readonly expiresAt: Date | undefined;
}

/** How a Fresh knows when to fetch. */
export interface Freshness {
  readonly clock: Clock;
  /** How long before its end a value is replaced. */
  readonly earlyMs: number;
  /** How long a value is good that does not say. */
  readonly otherwiseMs: number;
}

/** A Fresh value is fetched when it is wanted, once for all who wait, and replaced before it expires. */
export class Fresh<T> {
  readonly #freshness: Freshness;
  #held: { readonly value: T; readonly renewAt: Date } | undefined;
  #underWay: Promise<T> | undefined;

  constructor(freshness: Freshness) {
    this.#freshness = freshness;
  }

  /** The value at hand, or the one that whoever asked first fetches. */
  get(fetch: () => Promise<Perishable<T>>): Promise<T> {
    if (this.#held && this.#held.renewAt > this.#freshness.clock.now()) return Promise.resolve(this.#held.value);
    return (this.#underWay ??= this.#renew(fetch).finally(() => (this.#underWay = undefined)));
  }

  /** Forgets a value that was refused, unless another has taken its place. */
  drop(value: T): void {
    if (this.#held?.value === value) this.#held = undefined;
  }

  async #renew(fetch: () => Promise<Perishable<T>>): Promise<T> {
    const { clock, earlyMs, otherwiseMs } = this.#freshness;
    const { value, expiresAt = after(clock.now(), otherwiseMs) } = await fetch();
    this.#held = { value, renewAt: after(expiresAt, -earlyMs) };
    return value;
  }
}
