import {
  type Clock,
  type Connection,
  CredentialError,
  type CredentialKind,
  type Declared,
  type Lockout,
  type Sink,
  type Store,
} from "@rekey/core";
import { forbidden } from "./allow/allow.ts";
import type { Connecting, Operator, OwnSink, Sinking } from "./config/config.ts";
import { Connections, type Ground } from "./connections.ts";
import { OwnKeys } from "./own/keys.ts";
import { openOwnSink } from "./own/sink.ts";
import type { Setting } from "./setting.ts";

/** Wires are everything plugged together from a configuration: the one file that knows how each package is opened. */
export interface Wires {
  readonly clock: Clock;
  /** By how much the services' clocks are ahead of `clock`. */
  readonly skewMs: number;
  connection(name: string): Connection;
  /** How many credentials of a connection are worked on at once, where the operator says so. */
  concurrencyOf(name: string): number | undefined;
  /** How many refused logins lock what a connection signs in with; the strictest that we know of where it is an IAM user's. */
  lockoutOf(name: string): Lockout | undefined;
  kind(name: string): CredentialKind;
  sink(name: string): Sink;
  /** Why the operator lets nothing be begun for a declaration, or delivered to one of its sinks; absent where it may. */
  forbidden(declared: Declared, sink?: string): string | undefined;
  close(): Promise<void>;
}

/** What the wires of a process tell and are told. */
interface Told extends Pick<Ground, "report" | "observe" | "signIns"> {
  /** Where the rotator's own keys lie; without it the configuration's are in force. */
  readonly store?: Pick<Store, "get" | "list"> | undefined;
}

/** Plugs kinds, connections and sinks together as the operator wrote them. */
export function wire(
  operator: Operator,
  { io, plugged }: Pick<Setting, "io" | "plugged">,
  { store, ...told }: Told = {},
): Wires {
  const { clock } = io;
  const ownKeys = store && new OwnKeys(operator, store, clock);
  const connections = new Connections(operator.connections, { io, clock, ownKeys, ...told });
  const opened = (sink: Sinking | OwnSink) =>
    "connection" in sink
      ? openOwnSink(sink, { keys: ownKeys, probe: (keys) => connections.probe(sink.connection, keys) })
      : sink.kind.open(sink.options);
  const sinks = new Map([...operator.sinks].map(([name, sink]) => [name, opened(sink)]));
  return {
    clock,
    get skewMs() {
      return connections.skewMs;
    },
    connection: (name) => connections.get(name),
    lockoutOf: (name) => lockoutOf(operator.connections.get(name)?.credentials),
    concurrencyOf: (name) => operator.connections.get(name)?.limits?.concurrency,
    kind: (name) => plugged.kinds.find((kind) => kind.name === name) ?? absent("ERR_DECLARATION", `kind ${name}`),
    sink: (name) => sinks.get(name) ?? absent("ERR_DELIVERY", `sink ${name}`),
    forbidden: (declared, sink) => forbidden(operator, declared, sink),
    close: () => connections.close(),
  };
}

function absent(code: "ERR_DECLARATION" | "ERR_DELIVERY", what: string): never {
  throw new CredentialError(code, `there is no ${what}`, {
    remedy: `write it in the operator's part, or change the declaration`,
  });
}

/** Huawei locks an access key for five minutes after more than five bad signatures; of an App ID nobody says. */
const KEY_LOCKOUT: Lockout = { tries: 5, windowMs: 300_000 };

function lockoutOf(credentials: Connecting["credentials"]): Lockout | undefined {
  return credentials && "iamUser" in credentials ? undefined : KEY_LOCKOUT;
}
