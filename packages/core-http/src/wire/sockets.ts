import { getCACertificates } from "node:tls";
import { Agent, buildConnector, Client, type Dispatcher } from "undici";
import { exchange, type Incoming, type Outgoing } from "./exchange.ts";
import type { Lookup } from "./lookup.ts";

/** What sockets are opened with. */
export interface SocketOptions {
  readonly lookup: Lookup;
  /** How many connections an origin may have at once. */
  readonly connections: number;
  /** No body longer than this many bytes is read. */
  readonly longestBody: number;
  /** Origins of the operator's own, at which `ca` is trusted too. */
  readonly trusting: ReadonlySet<string>;
  readonly ca?: string | undefined;
}

/** Where nobody answers, this is when we stop asking: sooner than a call's own deadline. */
const CONNECT_MS = 10_000;
/** A token of IAM, which comes in a header, may have 40,000 characters. */
const LONGEST_HEADERS = 64 * 1024;

type Connect = buildConnector.connector;

/** Sockets hold the keep-alive pool for what may be repeated, and open a socket of its own for each request that must not be. */
export class Sockets {
  readonly #connect: Connect;
  readonly #limits;
  readonly #pool: Agent;

  constructor(options: SocketOptions) {
    this.#connect = connectorOf(options);
    // The call's own deadline bounds headers and body, by the clock that the caller brought.
    this.#limits = {
      headersTimeout: 0,
      bodyTimeout: 0,
      maxHeaderSize: LONGEST_HEADERS,
      maxResponseSize: options.longestBody,
      allowH2: false,
    };
    this.#pool = new Agent({
      ...this.#limits,
      pipelining: 1,
      connections: options.connections,
      connect: this.#connect,
    });
  }

  /** Sends over a pooled socket. Throws Lost. */
  pooled(request: Outgoing, signal: AbortSignal): Promise<Incoming> {
    return exchange({ via: this.#pool, longestBody: this.#limits.maxResponseSize }, request, signal);
  }

  /**
   * Sends over a socket that has carried nothing before and carries nothing after, so that a server closing an idle one cannot make the outcome
   * unknown, and no layer below has anything to send again with. Throws Lost.
   */
  async alone(request: Outgoing, signal: AbortSignal): Promise<Incoming> {
    const via: Dispatcher = new Client(request.origin, {
      ...this.#limits,
      pipelining: 0,
      connect: once(this.#connect),
    });
    try {
      return await exchange({ via, longestBody: this.#limits.maxResponseSize }, request, signal);
    } finally {
      via.destroy().catch(() => undefined);
    }
  }

  /** Waits for what is under way on the pool, and closes it. */
  async close(): Promise<void> {
    await this.#pool.close();
  }
}

function connectorOf({ lookup, ca, trusting }: SocketOptions): Connect {
  // Said out loud, because NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment would turn it off.
  const common = { lookup, timeout: CONNECT_MS, allowH2: false, rejectUnauthorized: true };
  const strict = buildConnector(common);
  const own = ca === undefined ? strict : buildConnector({ ...common, ca: [...getCACertificates("default"), ca] });
  return (to, callback) => (trusting.has(`${to.protocol}//${to.host}`) ? own : strict)(to, callback);
}

/** A connector that opens one socket in its life: a second would be a second sending. */
function once(connect: Connect): Connect {
  let isUsed = false;
  return (to, callback) => {
    if (isUsed) return callback(new Error("this request has had its one socket"), null);
    isUsed = true;
    connect(to, callback);
  };
}
