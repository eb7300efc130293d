import { type Call, type Clock, type Connection, CredentialError, type Reply } from "@rekey/core";
import type { MeetingLogin } from "../auth/login.ts";
import { sendWithToken, wantsToken } from "./sending.ts";
import { Session } from "./session.ts";

/** A MeetingConnection sends Meeting's calls with a token that it fetches, renews and gives back; all other calls go through as they are. */
export interface MeetingConnection extends Connection, AsyncDisposable {
  /** By how much the service's clock is ahead of this one, as far as the connection below knows. */
  readonly skewMs: number;
  /** Waits for what is under way, signs out, and closes the connection that it was made from. */
  close(): Promise<void>;
}

/** A connection whose clock's error is known, as `connect` of `@rekey/core-http` makes it. */
export type Base = Connection & Partial<AsyncDisposable> & { readonly skewMs?: number };

/** What a connection in a session is put together from. */
export interface SessionParts {
  readonly via: Base;
  readonly clock: Clock;
  readonly signIn: (signal: AbortSignal) => Promise<MeetingLogin>;
  /** Signs out after each call that must not be repeated: the session is for that one change. */
  readonly isForOneChange?: boolean;
}

/** Keeps all parts private, so that printing a connection shows its times and nothing else. */
export class SessionConnection implements MeetingConnection {
  readonly longestMs: number;
  readonly quietMs: number;
  readonly #parts: SessionParts;
  readonly #session: Session;
  readonly #underWay = new Set<Promise<unknown>>();
  #isClosed = false;
  #closing: Promise<void> | undefined;

  constructor(parts: SessionParts) {
    this.longestMs = parts.via.longestMs;
    this.quietMs = parts.via.quietMs;
    this.#parts = parts;
    this.#session = new Session(parts);
  }

  get ca(): string | undefined {
    return this.#parts.via.ca;
  }

  get skewMs(): number {
    return this.#parts.via.skewMs ?? 0;
  }

  reach(host: string, port: number): Promise<string> {
    return this.#parts.via.reach(host, port);
  }

  send(call: Call): Promise<Reply> {
    if (this.#isClosed) return Promise.reject(closed(call));
    const { via, clock, isForOneChange } = this.#parts;
    if (!wantsToken(call)) return this.#watch(via.send(call));
    const reply = this.#watch(sendWithToken(call, { via, clock, session: this.#session }));
    // Behind the reply, never before it: what comes of signing out says nothing of the change.
    if (isForOneChange && call.repeat === "never") this.#watch(this.#endAfter(reply)).catch(() => undefined);
    return reply;
  }

  /** Waits for what is under way and signs out, but leaves the connection below open. */
  async leave(): Promise<void> {
    this.#isClosed = true;
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
    await this.#session.end();
  }

  close(): Promise<void> {
    this.#closing ??= this.leave().then(() => this.#parts.via[Symbol.asyncDispose]?.());
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #endAfter(reply: Promise<unknown>): Promise<void> {
    await reply.catch(() => undefined);
    await this.#session.end();
  }

  #watch<T>(work: Promise<T>): Promise<T> {
    const forget = () => this.#underWay.delete(work);
    this.#underWay.add(work);
    work.then(forget, forget);
    return work;
  }
}

function closed({ service, operation }: Call): CredentialError {
  return new CredentialError("ERR_UNAVAILABLE", `${service} ${operation} was not sent: the connection is closed`, {
    service,
    operation,
    cause: new Error("closed"),
  });
}
