import { type Clock, type Connection, CredentialError, harmless, type Secret } from "@rekey/core";
import type { MeetingLogin } from "../auth/login.ts";
import { deleteToken, updateToken } from "../auth/token.ts";
import { Flight } from "./flight.ts";
import { type Held, heldOf } from "./held.ts";

const AGAIN_MS = 60_000;

/** What a Session works with. */
export interface SessionTools {
  /** Unsigned, as it comes from `connect`. */
  readonly via: Connection;
  readonly clock: Clock;
  readonly signIn: (signal: AbortSignal) => Promise<MeetingLogin>;
}

/** A Session holds at most one token: fetched when it is first wanted, once for all who wait, renewed early, given back by `end`. */
export class Session {
  readonly #tools: SessionTools;
  readonly #flight = new Flight<Secret>();
  #held: Held | undefined;
  #leaving: Promise<void> | undefined;

  constructor(tools: SessionTools) {
    this.#tools = tools;
  }

  /** The token to send. Throws ERR_IDENTITY, ERR_UNAVAILABLE or ERR_DECLARATION: a login changes no secret. */
  async token(signal: AbortSignal): Promise<Secret> {
    const held = this.#held;
    if (held && this.#tools.clock.monotonicMs() < held.renewMs) return held.access;
    return orAbort(
      this.#flight.join(() => this.#renew()),
      signal,
    );
  }

  /** Forgets a token that Meeting refused; one that has come in its place is left alone. */
  drop(token: Secret): void {
    if (this.#held?.access === token) this.#held = undefined;
  }

  /** Signs out. What cannot be reached ends by itself within a day. */
  async end(): Promise<void> {
    await this.#flight.landed();
    await this.#leaving;
    const held = this.#held;
    this.#held = undefined;
    if (held) await this.#signOut(held);
  }

  async #renew(): Promise<Secret> {
    const { clock, via } = this.#tools;
    const old = this.#held;
    using deadline = clock.deadline(via.longestMs);
    const { signal } = deadline;
    const refreshed = await this.#refresh(old, signal);
    if (refreshed) return this.#take(refreshed);
    try {
      const access = this.#take(await harmless(this.#tools.signIn(signal)));
      if (old) this.#leaving = this.#signOut(old);
      return access;
    } catch (error) {
      if (!old || clock.monotonicMs() >= old.endsMs) throw error;
      old.renewMs = clock.monotonicMs() + AGAIN_MS;
      return old.access;
    }
  }

  async #refresh(old: Held | undefined, signal: AbortSignal): Promise<MeetingLogin | undefined> {
    const { clock, via } = this.#tools;
    if (!old?.refresh || clock.monotonicMs() >= old.refreshEndsMs) return undefined;
    const login = await updateToken(via, { refreshToken: old.refresh, signal }).catch(() => undefined);
    return login?.accessToken && login;
  }

  #take(login: MeetingLogin): Secret {
    this.#held = heldOf(login, this.#tools.clock);
    return this.#held.access;
  }

  async #signOut({ access }: Held): Promise<void> {
    const { via, clock } = this.#tools;
    using deadline = clock.deadline(via.longestMs);
    await deleteToken(via, { accessToken: access, signal: deadline.signal }).catch(() => undefined);
  }
}

async function orAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(late(signal));
  signal.addEventListener("abort", abort, { once: true });
  try {
    if (signal.aborted) throw late(signal);
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

function late(signal: AbortSignal): CredentialError {
  const cause = signal.reason instanceof Error ? signal.reason : new Error("given up");
  return new CredentialError("ERR_UNAVAILABLE", "it was given up before Meeting's login was answered", {
    service: "meeting",
    cause,
  });
}
