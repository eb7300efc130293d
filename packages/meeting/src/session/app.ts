import { type Clock, type Connection, CredentialError, type Secret, systemClock } from "@rekey/core";
import { createAppIdToken } from "../auth/app-id.ts";
import type { MeetingLogin } from "../auth/login.ts";
import { type Base, type MeetingConnection, SessionConnection, type SessionParts } from "./connection.ts";
import { Refusals } from "./refusals.ts";

/** A MeetingApp is an enterprise's App ID with its key. */
export interface MeetingApp {
  readonly appId: string;
  readonly appKey: Secret;
  /** In SP mode only: the enterprise to act for, or empty for the SP itself. */
  readonly corpId?: string | undefined;
}

/** A MeetingAppSource is asked before each login, so that a key that was changed is taken up. */
export type MeetingAppSource = () => MeetingApp | Promise<MeetingApp>;

/** Options of a session; none is needed. */
export interface SessionOptions {
  readonly clock?: Clock | undefined;
  /** 72 where absent: a client of the API, whose logins push nobody out. */
  readonly clientType?: number | undefined;
}

/** As long as the gateway accepts a signature elsewhere. */
const LAPSES_MS = 15 * 60_000;

/**
 * Signs Meeting's calls in with an App ID, as the enterprise's default administrator; `as(userId)` signs in as one member, by its third-party id
 * (`thirdAccount`), for one change. One that the enterprise does not know would be registered by that: find it first. Closing what this answers with
 * signs out and closes `connection`.
 */
export function withMeetingApp(
  connection: Base,
  app: MeetingApp | MeetingAppSource,
  options: SessionOptions = {},
): MeetingConnection & Required<Pick<Connection, "as">> {
  const { clock = systemClock, clientType } = options;
  const refusals = new Refusals(clock);
  const source = typeof app === "function" ? app : () => app;
  return new AppConnection({ via: connection, clock }, async (userId, signal) => {
    const { appId, appKey, corpId } = await source();
    const lapsesAt = clock.now().getTime() + (connection.skewMs ?? 0) + LAPSES_MS;
    const login = { appId, appKey, corpId, userId, clientType, expireTime: Math.floor(lapsesAt / 1000), signal };
    return refusals.spend(appKey.reveal(), () => createAppIdToken(connection, login));
  });
}

type SignIn = (userId: string | undefined, signal: AbortSignal) => Promise<MeetingLogin>;

class AppConnection extends SessionConnection {
  readonly #parts: Omit<SessionParts, "signIn">;
  readonly #signIn: SignIn;
  readonly #members = new Map<string, SessionConnection>();

  constructor(parts: Omit<SessionParts, "signIn">, signIn: SignIn) {
    super({ ...parts, signIn: (signal) => signIn(undefined, signal) });
    this.#parts = parts;
    this.#signIn = signIn;
  }

  /** One session a member, which holds a token only while it is used. */
  as(member: string): Connection {
    // An empty one would be the administrator.
    if (member === "") throw new CredentialError("ERR_DECLARATION", "a member without an id cannot be signed in");
    const signIn: SessionParts["signIn"] = (signal) => this.#signIn(member, signal);
    const known = this.#members.get(member) ?? new SessionConnection({ ...this.#parts, signIn, isForOneChange: true });
    this.#members.set(member, known);
    return known;
  }

  override async leave(): Promise<void> {
    await Promise.all([...this.#members.values()].map((member) => member.leave()));
    await super.leave();
  }
}
