import { type Clock, CredentialError, type Report } from "@rekey/core";
import { connect, type ConnectOptions, type HttpConnection, type KeySource } from "@rekey/core-http";
import { type MeetingAppSource, withMeetingApp } from "@rekey/meeting";
import type { Connecting } from "./config/config.ts";
import { type Reference, readReference } from "./config/reference.ts";
import type { Io } from "./io.ts";
import { Trouble } from "./trouble.ts";

/** What connections are opened with, beside what the operator wrote. */
export interface Ground {
  readonly io: Pick<Io, "env">;
  readonly clock: Clock;
  readonly report?: Report | undefined;
  readonly observe?: ConnectOptions["observe"];
}

/** The operator's connections, each opened when it is first wanted. */
export class Connections {
  readonly #written: ReadonlyMap<string, Connecting>;
  readonly #ground: Ground;
  readonly #open = new Map<string, HttpConnection>();

  constructor(written: ReadonlyMap<string, Connecting>, ground: Ground) {
    this.#written = written;
    this.#ground = ground;
  }

  /** Throws ERR_DECLARATION where there is none of that name. */
  get(name: string): HttpConnection {
    const written = this.#written.get(name);
    if (!written)
      throw new CredentialError("ERR_DECLARATION", `there is no connection ${name}`, {
        remedy: `write connections.${name} in the operator's part`,
      });
    const found = this.#open.get(name) ?? opened(written, this.#ground);
    this.#open.set(name, found);
    return found;
  }

  /** By how much the services' clocks are ahead of this one: the farthest, as far as replies have shown. */
  get skewMs(): number {
    const all = [...this.#open.values()].map(({ skewMs }) => skewMs);
    return all.reduce((farthest, ms) => (Math.abs(ms) > Math.abs(farthest) ? ms : farthest), 0);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map((connection) => connection.close()));
    this.#open.clear();
  }
}

/** Whatever the operator signs in with: keys are the connection's own affair, an App ID a session over it. */
function opened(written: Connecting, ground: Ground): HttpConnection {
  const connection = connect(optionsOf(written, ground));
  const app = appOf(written, ground);
  return app ? withMeetingApp(connection, app, { clock: ground.clock }) : connection;
}

function optionsOf(written: Connecting, ground: Ground): ConnectOptions {
  const { name, region, project, endpoints, reach, hosts, ca, quiet, folder, credentials } = written;
  const { io, clock, report, observe } = ground;
  const trusted = ca && declared(() => readReference(ca, folder, io, `the certificate of connection ${name}`)).reveal();
  return {
    name,
    region,
    projectId: project,
    endpoints,
    reach,
    hosts,
    ca: trusted,
    quietMs: quiet,
    credentials: credentials && ("meetingApp" in credentials ? "none" : keysOf(written, credentials, ground)),
    environment: io.env,
    home: io.env["HOME"],
    clock,
    report,
    observe,
  };
}

type Credentials = NonNullable<Connecting["credentials"]>;

/** Read anew before every sending, so that changed files are taken up. */
function keysOf(written: Connecting, keys: Extract<Credentials, { accessKey: Reference }>, ground: Ground): KeySource {
  const { accessKey, secretKey, securityToken } = keys;
  const read = reader(written, ground);
  return async () =>
    declared(() => ({
      accessKey: read(accessKey, "access key").reveal(),
      secretKey: read(secretKey, "secret key"),
      securityToken: securityToken && read(securityToken, "security token"),
    }));
}

/** Read anew before every login. */
function appOf(written: Connecting, ground: Ground): MeetingAppSource | undefined {
  if (!written.credentials || !("meetingApp" in written.credentials)) return undefined;
  const { appId, appKey, corpId } = written.credentials.meetingApp;
  const read = reader(written, ground);
  return () => declared(() => ({ appId, appKey: read(appKey, "App key"), corpId }));
}

function reader({ name, folder }: Connecting, { io }: Ground) {
  return (reference: Reference, what: string) =>
    readReference(reference, folder, io, `the ${what} of connection ${name}`);
}

/** What cannot be read was never sent. */
function declared<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    throw new CredentialError("ERR_DECLARATION", error.message, { remedy: error.telling.youCan, cause: error });
  }
}
