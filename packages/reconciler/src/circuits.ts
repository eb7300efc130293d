import {
  after,
  type Bill,
  type Clock,
  type Connection,
  CredentialError,
  hasCode,
  type Lockout,
  type Report,
} from "@rekey/core";
import { Circuit, type Trouble } from "./circuit.ts";

/** The strictest policy that an IAM account can have: no other login that we know of locks sooner. */
const STRICTEST: Lockout = { tries: 3, windowMs: 3_600_000 };

/** CircuitsOptions are what circuits need of the world. */
export interface CircuitsOptions {
  readonly clock: Clock;
  readonly report: Report;
  /** How many refused logins lock what a connection signs in with. */
  readonly lockoutOf?: ((connection: string) => Lockout | undefined) | undefined;
}

/**
 * Circuits are what one process knows of its connections. One whose own key was refused, or that cannot be reached for several credentials, is left
 * alone; then one probe at a time goes out. A connection that has not answered yet is probed likewise, and each probe is paid for durably like any
 * try: however often a process starts anew, it does not lock what it signs in with (law 5).
 */
export class Circuits {
  readonly #options: CircuitsOptions;
  readonly #circuits = new Map<string, Circuit>();

  constructor(options: CircuitsOptions) {
    this.#options = options;
  }

  /** Forgets what it knows: somebody has looked at the connections, and each is probed anew. What was paid for stands. */
  renew(): void {
    this.#circuits.clear();
  }

  of(connection: string): Circuit {
    const circuit = this.#circuits.get(connection) ?? new Circuit();
    this.#circuits.set(connection, circuit);
    return circuit;
  }

  /** What a probe costs as long as nobody knows that it was right. */
  bill(connection: string, longestMs: number): Bill {
    const now = this.#options.clock.now();
    const lockout = this.#options.lockoutOf?.(connection) ?? STRICTEST;
    const until = after(now, longestMs + lockout.windowMs);
    return { identity: `identity of ${connection}`, lockout, tries: 1, now, until };
  }

  /** The same connection, which sends nothing while its circuit is open, unless it is the probe, and takes in what comes of each sending. */
  watched(via: Connection, watching: Watching): Connection {
    const { connection, isProbe } = watching;
    const circuit = this.of(connection);
    const as = via.as?.bind(via);
    return {
      longestMs: via.longestMs,
      quietMs: via.quietMs,
      ca: via.ca,
      reach: (host, port) => via.reach(host, port),
      ...(as && { as: (member) => this.watched(as(member), watching) }),
      send: async (call) => {
        if (circuit.probeAt && !isProbe()) throw resting(connection, circuit.probeAt);
        try {
          const reply = await via.send(call);
          this.#hear(watching, undefined);
          return reply;
        } catch (error) {
          this.#hear(watching, error);
          throw error;
        }
      },
    };
  }

  #hear({ connection, uid, heard: tell }: Watching, error: unknown): void {
    const { clock, report } = this.#options;
    const circuit = this.of(connection);
    const now = clock.now();
    const heard = error === undefined ? "answered" : troubleOf(error);
    const event = { at: now, connection, reason: "circuit" } as const;
    if (heard) tell(heard === "identity");
    if (heard === "answered" && circuit.close()) report({ ...event, name: "circuit.closed" });
    if (heard === "answered" || heard === undefined) return;
    const miss = { uid, now, againAt: hasCode(error, "ERR_IDENTITY") ? error.againAt : undefined };
    const isNews = heard === "identity" ? circuit.refuse(miss) : circuit.miss(miss);
    if (isNews) report({ ...event, name: "circuit.opened", until: circuit.probeAt, message: WHY[heard] });
  }
}

/** Whose sendings are watched. */
export interface Watching {
  readonly connection: string;
  readonly uid: string;
  readonly isProbe: () => boolean;
  /** Hears whether the connection's own login was refused, where a sending says anything of the connection. */
  readonly heard: (isRefused: boolean) => void;
}

const WHY: Readonly<Record<Trouble, string>> = {
  identity: "its own key, token or password was refused",
  unreachable: "it cannot be reached",
};

/** The wait of what was not sent; nothing of it left. */
export function resting(connection: string, againAt: Date): CredentialError {
  return new CredentialError("ERR_UNAVAILABLE", `${connection} is left alone for now: it was refused, or not reached`, {
    againAt,
    reason: "circuit",
    remedy: "look at the connection's credentials and endpoints; SIGHUP takes up corrected ones",
  });
}

/** What an error says of the connection itself; undefined where it says nothing. */
function troubleOf(error: unknown): Trouble | "answered" | undefined {
  if (hasCode(error, "ERR_IDENTITY")) return "identity";
  if (!hasCode(error, "ERR_UNAVAILABLE", "ERR_OUTCOME_UNKNOWN", "ERR_REFUSED", "ERR_DRIFTED", "ERR_DECLARATION"))
    return undefined;
  const { status, reason, serviceCode } = error.details;
  if (reason === "rate" || reason === "circuit") return undefined;
  if (status === undefined) return hasCode(error, "ERR_UNAVAILABLE", "ERR_OUTCOME_UNKNOWN") ? "unreachable" : undefined;
  // A service's own code comes from behind the door; a gateway's 5xx from before it.
  return status >= 500 && serviceCode === undefined ? "unreachable" : status < 500 ? "answered" : undefined;
}
