import { after, type Clock, CredentialError, hasCode } from "@rekey/core";

/** Nobody documents how many bad logins lock an App ID or an account. */
const MOST = 2;
const WINDOW_MS = 5 * 60_000;

/**
 * Refusals keep us from locking what we sign in with: after two refused logins in five minutes none is sent until five minutes after the last one.
 * Another key or password begins anew at once.
 */
export class Refusals {
  readonly #clock: Clock;
  #of: string | undefined;
  #atMs: readonly number[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Signs in with a secret, unless it was refused too often. Throws ERR_IDENTITY with `againAt` where it was. */
  async spend<T>(secret: string, signIn: () => Promise<T>): Promise<T> {
    if (this.#of !== secret) [this.#of, this.#atMs] = [secret, []];
    const leftMs = this.#leftMs();
    if (leftMs > 0) throw this.#shut(leftMs);
    try {
      const signedIn = await signIn();
      this.#atMs = [];
      return signedIn;
    } catch (error) {
      if (hasCode(error, "ERR_IDENTITY")) this.#atMs = [...this.#atMs, this.#clock.monotonicMs()].slice(-MOST);
      throw error;
    }
  }

  #leftMs(): number {
    const [first, last] = [this.#atMs[0], this.#atMs.at(-1)];
    if (first === undefined || last === undefined || this.#atMs.length < MOST || last - first > WINDOW_MS) return 0;
    return last + WINDOW_MS - this.#clock.monotonicMs();
  }

  #shut(leftMs: number): CredentialError {
    return new CredentialError("ERR_IDENTITY", "no login was sent: the last two were refused", {
      service: "meeting",
      remedy: "check the connection's credentials; corrected ones are taken up at once",
      reason: "circuit",
      againAt: after(this.#clock.now(), leftMs),
      cause: new Error("the circuit is open"),
    });
  }
}
