import { after, type Clock, CredentialError } from "@rekey/core";

/** A Pace is how many calls may leave within a time; all of them at once, where none left before. */
export interface Pace {
  readonly calls: number;
  readonly perMs: number;
}

/** A turn that is farther off is not waited for: the claim of whoever asks is better spent otherwise. */
const PATIENCE_MS = 5_000;

/** A Rate gives each sending of a connection its turn: no more than its pace, and none while a gateway asked to be left alone. Times are monotonic milliseconds. */
export class Rate {
  readonly #clock: Clock;
  readonly #pace: Pace | undefined;
  /** When the bucket is full again: each sending moves it on by its share of the pace. */
  #fullAtMs = 0;
  #closedUntilMs = 0;

  constructor(clock: Clock, pace: Pace | undefined) {
    this.#clock = clock;
    this.#pace = pace;
  }

  /** Resolves when it may be sent. Throws ERR_UNAVAILABLE (`rate`), and takes no turn, where that is more than five seconds off. */
  async turn(signal: AbortSignal): Promise<void> {
    const nowMs = this.#clock.monotonicMs();
    const waitMs = Math.max(this.#closedUntilMs, this.#emptyUntilMs()) - nowMs;
    if (waitMs > PATIENCE_MS) throw this.#crowded(waitMs);
    if (this.#pace)
      this.#fullAtMs = Math.max(this.#fullAtMs, this.#closedUntilMs, nowMs) + this.#pace.perMs / this.#pace.calls;
    if (waitMs > 0) await this.#clock.sleep(waitMs, signal);
  }

  /** Keeps everything back for so long: a gateway that throttles says when it wants to hear from us again. */
  close(forMs: number): void {
    this.#closedUntilMs = Math.max(this.#closedUntilMs, this.#clock.monotonicMs() + forMs);
  }

  #emptyUntilMs(): number {
    if (!this.#pace) return 0;
    const { calls, perMs } = this.#pace;
    return this.#fullAtMs - perMs + perMs / calls;
  }

  #crowded(waitMs: number): CredentialError {
    return new CredentialError("ERR_UNAVAILABLE", "it was not sent: the connection's rate is used up", {
      reason: "rate",
      againAt: after(this.#clock.now(), waitMs),
      cause: new Error("no turn in time"),
    });
  }
}
