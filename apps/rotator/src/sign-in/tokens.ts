import type { Clock } from "@rekey/core";
import { UserTokens } from "@rekey/iam";
import type { Connecting } from "../config/config.ts";

/** SignIns are what this process knows of its own logins, whichever connections need them: one IAM, one memory. */
export class SignIns {
  readonly #clock: Clock;
  readonly #byIam = new Map<string, UserTokens>();

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
}
