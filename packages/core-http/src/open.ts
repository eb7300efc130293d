import { CredentialError, type Call, type Connection, type Reply } from "@rekey/core";
import type { HttpConnection } from "./connection.ts";

/** What a connection is put together from. */
export interface ConnectionParts extends Pick<Connection, "longestMs" | "quietMs" | "reach"> {
  readonly ca?: string | undefined;
  readonly skew: { readonly ms: number };
  readonly send: (call: Call) => Promise<Reply>;
  readonly close: () => Promise<void>;
}

/** Keeps all parts private, so that printing a connection shows its times and nothing else. */
export class OpenConnection implements HttpConnection {
  readonly longestMs: number;
  readonly quietMs: number;
  readonly #parts: ConnectionParts;
  readonly #underWay = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  constructor(parts: ConnectionParts) {
    this.longestMs = parts.longestMs;
    this.quietMs = parts.quietMs;
    this.#parts = parts;
  }

  get ca(): string | undefined {
    return this.#parts.ca;
  }

  get skewMs(): number {
    return this.#parts.skew.ms;
  }

  async send(call: Call): Promise<Reply> {
    if (this.#closing) throw closed(call);
    const reply = this.#parts.send(call);
    this.#underWay.add(reply);
    try {
      return await reply;
    } finally {
      this.#underWay.delete(reply);
    }
  }

  reach(host: string, port: number): Promise<string> {
    return this.#parts.reach(host, port);
  }

  close(): Promise<void> {
    this.#closing ??= Promise.allSettled(this.#underWay).then(() => this.#parts.close());
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

function closed({ service, operation }: Call): CredentialError {
  const cause = new Error("closed");
  return new CredentialError("ERR_UNAVAILABLE", `${service} ${operation} was not sent: the connection is closed`, {
    service,
    operation,
    cause,
  });
}
