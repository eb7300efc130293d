import { randomUUID } from "node:crypto";
import { systemClock, type Clock } from "@rekey/core";
import { abortable } from "./abortable.ts";
import type { HttpConnection } from "./connection.ts";
import { chain } from "./credentials/chain.ts";
import type { Ask } from "./credentials/securitykey.ts";
import { Identity } from "./identity/identity.ts";
import type { KeySource } from "./keys.ts";
import { OpenConnection } from "./open.ts";
import type { ConnectOptions } from "./options.ts";
import { parseOptions, type Parsed } from "./parse.ts";
import { prepare } from "./prepare.ts";
import { Projects } from "./project.ts";
import { allowed } from "./reach/reach.ts";
import { endpointOf } from "./send/endpoint.ts";
import { Sender } from "./send/sender.ts";
import { Skew } from "./skew.ts";
import { addressesOf, lookupOf } from "./wire/lookup.ts";
import { Lost } from "./wire/lost.ts";
import { Sockets } from "./wire/sockets.ts";

/** Opens a connection to one region of Huawei Cloud, as one identity; nothing is sent until it is used. Throws ERR_DECLARATION for options that cannot be meant. */
export function connect(options: ConnectOptions): HttpConnection {
  const parsed = parseOptions(options);
  const { clock = systemClock, endpoints, hosts, longestMs, quietMs, ca } = parsed;
  const told = { report: harmless(parsed.report), observe: harmless(parsed.observe) };
  const trusting = new Set(Object.values(endpoints).map((url) => endpointOf(url).origin));
  const sockets = new Sockets({ ...parsed, lookup: lookupOf(hosts), trusting });
  const skew = new Skew(clock, (ms) =>
    told.report({ name: "clock.jumped", at: clock.now(), connection: parsed.name, message: farOff(ms) }),
  );
  const source = sourceOf(parsed, clock, sockets, (message) => told.observe({ what: "credentials", message }));
  const projects = new Projects(parsed.region, (call) => sender.send(call));
  const sender: Sender = new Sender({
    ...parsed,
    ...told,
    clock,
    sockets,
    skew,
    identity: new Identity(clock, told.report, parsed.name),
    newId: randomUUID,
    prepare: (call, signal) => prepare(call, { ...parsed, source, projects }, signal),
  });
  const resolve = (name: string) => abortable(addressesOf(hosts, name), clock.deadline(longestMs));
  return new OpenConnection({
    longestMs,
    quietMs,
    ca,
    skew,
    send: (call) => sender.send(call),
    reach: (host, port) => allowed({ host, port }, parsed.reach, resolve),
    close: () => sockets.close(),
  });
}

function sourceOf(
  { credentials, environment, home, metadata }: Parsed,
  clock: Clock,
  sockets: Sockets,
  told: (message: string) => void,
): KeySource | undefined {
  if (credentials === "none") return undefined;
  if (typeof credentials === "function") return credentials;
  if (credentials) return () => Promise.resolve(credentials);
  const ask = metadata === false ? undefined : askOf(metadata, clock, sockets);
  return chain({ environment, home: home ?? environment["HOME"], metadata: ask, clock, told });
}

/** As long as the official SDKs wait: a machine without a metadata service has nobody at that address. */
const METADATA_MS = 3_000;

function askOf(base: string, clock: Clock, sockets: Sockets): Ask {
  const { origin, prefix } = endpointOf(base);
  return async ({ path, ...request }) => {
    try {
      return await sockets.alone({ ...request, origin, path: prefix + path }, clock.deadline(METADATA_MS));
    } catch (error) {
      if (error instanceof Lost) return undefined;
      throw error;
    }
  };
}

/** What hears of things must not be able to lose a reply. */
function harmless<T>(tell: (what: T) => void): (what: T) => void {
  return (what) => {
    try {
      tell(what);
    } catch {
      // Its own affair.
    }
  };
}

function farOff(ms: number): string {
  return `this machine's clock is ${Math.round(Math.abs(ms) / 60_000)} minutes ${ms > 0 ? "behind" : "ahead of"} Huawei Cloud's; signatures are corrected`;
}
