import { after } from "@rekey/core";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** How long a connection is left alone, first and at most: each probe that fails doubles it. */
const RESTS = {
  identity: { firstMs: MINUTE_MS, mostMs: 60 * MINUTE_MS },
  unreachable: { firstMs: 15 * SECOND_MS, mostMs: 5 * MINUTE_MS },
} as const;

/** So many credentials in a row that did not reach it, within that time, and the fault is the connection's and not theirs. */
const MISSED = 3;
const MISSED_MS = 2 * MINUTE_MS;

/** What is wrong with a connection. */
export type Trouble = keyof typeof RESTS;

/** A Miss is one credential's bad news of a connection. */
export interface Miss {
  readonly uid: string;
  readonly now: Date;
  /** When to come back, where the error says so. */
  readonly againAt?: Date | undefined;
}

/** A Circuit is what one process knows of one connection. Pure but for its memory. */
export class Circuit {
  /** Whether it has answered since the process began, or since it last went wrong. */
  #isProven = false;
  /** Whether what it signs in with was accepted, and not refused since. */
  #isTrusted = false;
  #probeAt: Date | undefined;
  #rests = 0;
  #misses: readonly Miss[] = [];
  #probe: PromiseWithResolvers<void> | undefined;

  /** When the next probe may go out; undefined while it is closed. */
  get probeAt(): Date | undefined {
    return this.#probeAt;
  }

  get isProven(): boolean {
    return this.#isProven;
  }

  get isTrusted(): boolean {
    return this.#isTrusted;
  }

  /** Settled when the probe that is under way has ended; undefined where none is. */
  get probing(): Promise<void> | undefined {
    return this.#probe?.promise;
  }

  isOpen(now: Date): boolean {
    return this.#probeAt !== undefined && this.#probeAt > now;
  }

  /** Begins a probe; whoever does ends it. */
  begin(): void {
    this.#probe = Promise.withResolvers();
  }

  end(): void {
    this.#probe?.resolve();
    this.#probe = undefined;
  }

  /** It answered. Says whether that is news. */
  close(): boolean {
    const wasOpen = this.#probeAt !== undefined;
    this.#isProven = true;
    this.#isTrusted = true;
    this.#probeAt = undefined;
    this.#rests = 0;
    this.#misses = [];
    return wasOpen;
  }

  /** Our own key was refused: nothing more leaves until it is probed. Says whether that is news. */
  refuse(miss: Miss): boolean {
    this.#isTrusted = false;
    return this.#open("identity", miss);
  }

  /** It could not be reached for one credential. Says whether it is left alone from now on, and was not before. */
  miss(miss: Miss): boolean {
    const isRecent = ({ now }: Miss) => now > after(miss.now, -MISSED_MS);
    this.#misses = [...this.#misses.filter((one) => one.uid !== miss.uid && isRecent(one)), miss];
    const isEnough = this.#probeAt !== undefined || this.#misses.length >= MISSED;
    return isEnough && this.#open("unreachable", miss);
  }

  #open(trouble: Trouble, { now, againAt }: Miss): boolean {
    // What was under way when it opened says the same again.
    if (this.isOpen(now)) return false;
    const wasOpen = this.#probeAt !== undefined;
    const { firstMs, mostMs } = RESTS[trouble];
    const restMs = Math.min(mostMs, firstMs * 2 ** Math.min(this.#rests++, 20));
    const soonest = after(now, restMs);
    this.#probeAt = againAt && againAt > soonest ? againAt : soonest;
    this.#isProven = false;
    return !wasOpen;
  }
}
