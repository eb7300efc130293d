import { after, CredentialError, type Clock } from "@rekey/core";
import { abortable } from "../abortable.ts";
import { Flight } from "../flight.ts";
import type { Keys } from "../keys.ts";
import type { Asked } from "./asked.ts";
import { fetchAgencyKeys, type Ask, type Leased } from "./securitykey.ts";

/** Official SDKs renew 40 minutes before the end; keys that live shorter are renewed at half their life. */
const EARLY_MS = 40 * 60_000;
const AGAIN_MS = 60_000;

/** What an Agency works with. */
export interface AgencyTools {
  readonly ask: Ask;
  readonly clock: Clock;
  readonly told: (message: string) => void;
}

/** An Agency lends a server its temporary keys, renewed early, once for all who wait. Keys that could not be renewed are used to their end. */
export class Agency {
  readonly #tools: AgencyTools;
  readonly #renewal = new Flight<Asked>();
  #leased: Leased | undefined;
  #renewAt = new Date(0);

  constructor(tools: AgencyTools) {
    this.#tools = tools;
  }

  async keys(signal: AbortSignal): Promise<Asked> {
    if (this.#leased && this.#tools.clock.now() < this.#renewAt) return this.#leased.keys;
    return abortable(
      this.#renewal.join(() => this.#renew()),
      signal,
    );
  }

  async #renew(): Promise<Asked> {
    const { ask, clock, told } = this.#tools;
    const answer = await fetchAgencyKeys(ask).catch((error: unknown) => ({ error }));
    if ("keys" in answer) return this.#take(answer);
    if (this.#leased && clock.now() < this.#leased.expiresAt) {
      this.#renewAt = after(clock.now(), AGAIN_MS);
      told("temporary keys could not be renewed; those in use are not over yet");
      return this.#leased.keys;
    }
    if ("error" in answer) throw answer.error;
    return answer;
  }

  #take(leased: Leased): Keys {
    const now = this.#tools.clock.now();
    const leftMs = leased.expiresAt.getTime() - now.getTime();
    if (leftMs <= 0)
      throw new CredentialError("ERR_UNAVAILABLE", "the metadata service answered with keys that are over", {
        cause: new Error("expired"),
      });
    this.#leased = leased;
    this.#renewAt = after(leased.expiresAt, -Math.min(EARLY_MS, leftMs / 2));
    return leased.keys;
  }
}
