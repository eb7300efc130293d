import { type Clock, CredentialError, type Report } from "@rekey/core";
import { connect, type ConnectOptions, type HttpConnection, type Keys } from "@rekey/core-http";
import type { Connecting } from "./config/config.ts";
import type { Io } from "./io.ts";
import type { OwnKeys } from "./own/keys.ts";
import { type Reading, readingFor } from "./sign-in/reading.ts";
import { signedIn } from "./sign-in/sign-in.ts";
import { SignIns } from "./sign-in/tokens.ts";

/** What connections are opened with, beside what the operator wrote. */
export interface Ground {
  readonly io: Pick<Io, "env">;
  readonly clock: Clock;
  /** What the process knows of its own logins; this one's own where absent. */
  readonly signIns?: SignIns | undefined;
  /** Keys that took the place of written ones; none where there is no store. */
  readonly ownKeys?: OwnKeys | undefined;
  readonly report?: Report | undefined;
  readonly observe?: ConnectOptions["observe"];
}

/** The operator's connections, each opened when it is first wanted. */
export class Connections {
  readonly #written: ReadonlyMap<string, Connecting>;
  readonly #ground: Ground;
  readonly #signIns: SignIns;
  readonly #open = new Map<string, HttpConnection>();

  constructor(written: ReadonlyMap<string, Connecting>, ground: Ground) {
    this.#written = written;
    this.#ground = ground;
    this.#signIns = ground.signIns ?? new SignIns(ground.clock);
  }

  /** Throws ERR_DECLARATION where there is none of that name. */
  get(name: string): HttpConnection {
    const written = this.#demand(name);
    const found = this.#open.get(name) ?? this.#opened(written);
    this.#open.set(name, found);
    return found;
  }

  /** By how much the services' clocks are ahead of this one: the farthest, as far as replies have shown. */
  get skewMs(): number {
    const all = [...this.#open.values()].map(({ skewMs }) => skewMs);
    return all.reduce((farthest, ms) => (Math.abs(ms) > Math.abs(farthest) ? ms : farthest), 0);
  }

  async close(): Promise<void> {
    const open = [...this.#open.values()];
    this.#open.clear();
    for (const connection of open) this.#signIns.closed(connection);
    await Promise.all(open.map((connection) => connection.close()));
  }

  /** Opens a connection as it would be with other keys; whoever asks for it closes it. */
  probe(name: string, credentials: Keys): HttpConnection {
    const written = this.#demand(name);
    const read = readingFor(written, this.#ground.io);
    return connect({ ...optionsOf(written, read, this.#ground), credentials });
  }

  #demand(name: string): Connecting {
    const written = this.#written.get(name);
    if (written) return written;
    throw new CredentialError("ERR_DECLARATION", `there is no connection ${name}`, {
      remedy: `write connections.${name} in the operator's part`,
    });
  }

  #opened(written: Connecting): HttpConnection {
    const { io, clock, ownKeys } = this.#ground;
    const read = readingFor(written, io);
    const following = async () => ownKeys?.keysOf(written.name);
    const on = { clock, read, following, signIns: this.#signIns };
    return signedIn(written, optionsOf(written, read, this.#ground), on);
  }
}

function optionsOf(written: Connecting, read: Reading, ground: Ground): ConnectOptions {
  const { name, region, project, endpoints, reach, hosts, ca, quiet, limits } = written;
  const { io, clock, report, observe } = ground;
  return {
    name,
    region,
    projectId: project,
    endpoints,
    reach,
    hosts,
    ca: ca && read(ca, "certificate").reveal(),
    quietMs: quiet,
    rate: limits?.rate,
    environment: io.env,
    home: io.env["HOME"],
    clock,
    report,
    observe,
  };
}
