import { abortable } from "../abortable.ts";

/** What a reply says of the key that signed its request; `nothing` where it was lost, or answered before the signature was looked at. */
export type Said = "accepted" | "refused" | "nothing";

/**
 * Huawei locks an access key for 5 minutes after more than 5 bad signatures in a row; nobody documents what makes its count forget.
 * Source: https://support.huaweicloud.com/intl/en-us/devg-apisign/api-sign-0001.html
 */
const MOST_REFUSED = 2;
const WINDOW_MS = 5 * 60_000;

/**
 * A Circuit keeps one key from locking itself: at most two refusals in five minutes, then nothing leaves until five minutes after the last
 * one, and after that one probe at a time. Until a key was accepted once, no more requests are under way than refusals are left, so that many
 * calls at once cannot spend more; the others wait. Times are monotonic milliseconds.
 */
export class Circuit {
  #refusedAt: readonly number[] = [];
  #probeAt: number | undefined;
  #isProven = false;
  #underWay = 0;
  #changed = Promise.withResolvers<void>();

  /** When the next probe may go out; undefined while the circuit is closed. */
  get probeAt(): number | undefined {
    return this.#probeAt;
  }

  /** Whether they were refused, and have not been accepted since. */
  get isRefused(): boolean {
    return this.#refusedAt.length > 0;
  }

  /** Takes a place among the requests under way, waiting for one where need be. Answers false where none may leave now. */
  async enter(nowMs: () => number, signal: AbortSignal): Promise<boolean> {
    while (this.#underWay >= this.#room(nowMs())) {
      if (this.#isShut(nowMs())) return false;
      await abortable(this.#changed.promise, signal);
    }
    this.#underWay += 1;
    return true;
  }

  /** Gives the place back with what the reply said. Answers with the change of the circuit, where there is one. */
  leave(said: Said, nowMs: number): "opened" | "closed" | undefined {
    this.#underWay -= 1;
    const change = said === "accepted" ? this.#accept() : said === "refused" ? this.#refuse(nowMs) : undefined;
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
    return change;
  }

  #isShut(nowMs: number): boolean {
    return this.#probeAt !== undefined && nowMs < this.#probeAt;
  }

  #room(nowMs: number): number {
    if (this.#probeAt !== undefined) return this.#isShut(nowMs) ? 0 : 1;
    return this.#isProven ? Infinity : MOST_REFUSED - this.#recent(nowMs).length;
  }

  #recent(nowMs: number): readonly number[] {
    return this.#refusedAt.filter((at) => at > nowMs - WINDOW_MS);
  }

  #accept(): "closed" | undefined {
    const wasOpen = this.#probeAt !== undefined;
    this.#refusedAt = [];
    this.#probeAt = undefined;
    this.#isProven = true;
    return wasOpen ? "closed" : undefined;
  }

  #refuse(nowMs: number): "opened" | undefined {
    const wasOpen = this.#probeAt !== undefined;
    this.#isProven = false;
    this.#refusedAt = [...this.#recent(nowMs), nowMs];
    if (wasOpen || this.#refusedAt.length >= MOST_REFUSED) this.#probeAt = nowMs + WINDOW_MS;
    return this.#probeAt !== undefined && !wasOpen ? "opened" : undefined;
  }
}
