import type { Clock } from "@rekey/core";
import type { HttpConnection } from "@rekey/core-http";
import { UserTokens } from "@rekey/iam";
import type { Connecting } from "../config/config.ts";

/**
 * SignIns are what this process knows of its own logins, whichever connections need them and however often a configuration is read: one memory an IAM,
 * one session an App ID.
 */
export class SignIns {
  readonly #clock: Clock;
  readonly #byIam = new Map<string, UserTokens>();
  readonly #byApp = new Map<string, HttpConnection>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The tokens of the IAM that a connection speaks to. */
  tokensFor({ endpoints = {} }: Connecting): UserTokens {
    const iam = endpoints["iam"] ?? "";
    const tokens = this.#byIam.get(iam) ?? new UserTokens(this.#clock);
    this.#byIam.set(iam, tokens);
    return tokens;
  }

  /** The one session of an App ID, which takes one of its tokens: connections that are the same but for their name have it together. */
  sessionOf(written: Connecting, open: () => HttpConnection): HttpConnection {
    const key = JSON.stringify({ ...written, name: "", allow: [] });
    const session = this.#byApp.get(key) ?? open();
    this.#byApp.set(key, session);
    return session;
  }

  /** Forgets a session that is closed. */
  closed(session: HttpConnection): void {
    for (const [key, known] of this.#byApp) if (known === session) this.#byApp.delete(key);
  }
}
