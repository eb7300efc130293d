import { after, type Clock, CredentialError, hasCode } from "@rekey/core";

const MINUTE_MS = 60_000;
/** IAM counts wrong passwords for 15 to 60 minutes and locks after 3 to 10 (login authentication policy), so no hour may see a third of ours. */
const PAUSES_MS = [30 * MINUTE_MS, 60 * MINUTE_MS];

/** A Door keeps a session from locking its own user: after a login that was refused, the next one waits. */
export class Door {
  readonly #clock: Clock;
  #refused = 0;
  #opensAt: Date | undefined;
  #cause: unknown;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Logs in, or throws ERR_IDENTITY with the instant of the next try. A wrong password of the session's own is ERR_IDENTITY too. */
  async enter<T>(login: () => Promise<T>): Promise<T> {
    if (this.#opensAt && this.#opensAt > this.#clock.now())
      throw this.#shut("no login was sent: the last one was refused", this.#cause);
    try {
      const token = await login();
      this.#refused = 0;
      return token;
    } catch (cause) {
      if (!hasCode(cause, "ERR_DRIFTED", "ERR_IDENTITY")) throw cause;
      const pauseMs = PAUSES_MS[Math.min(this.#refused++, PAUSES_MS.length - 1)] ?? 0;
      this.#opensAt = after(this.#clock.now(), pauseMs);
      this.#cause = cause;
      throw this.#shut(cause.message, cause);
    }
  }

  #shut(message: string, cause: unknown): CredentialError {
    const { service, operation, status, serviceCode, requestId } = hasCode(cause, "ERR_DRIFTED", "ERR_IDENTITY")
      ? cause.details
      : {};
    return new CredentialError("ERR_IDENTITY", message, {
      service,
      operation,
      status,
      serviceCode,
      requestId,
      cause,
      reason: "circuit",
      againAt: this.#opensAt,
      remedy: "check the user, the account and the password of the connection; a corrected connection begins anew",
    });
  }
}
