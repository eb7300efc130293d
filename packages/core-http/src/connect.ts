import { randomUUID } from "node:crypto";
import type { Clock } from "@rekey/core";
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
import { Rate } from "./rate.ts";
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
  const { clock, hosts, longestMs, quietMs, ca } = parsed;
  const sockets = socketsOf(parsed);
  const skew = skewOf(parsed);
  const sender = senderOf(parsed, sockets, skew);
  const resolve = async (name: string) => {
    using deadline = clock.deadline(longestMs);
    return await abortable(addressesOf(hosts, name), deadline.signal);
  };
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

function socketsOf(parsed: Parsed): Sockets {
  const trusting = new Set(Object.values(parsed.endpoints).map((url) => endpointOf(url).origin));
  return new Sockets({ ...parsed, lookup: lookupOf(parsed.hosts), trusting });
}

function skewOf({ clock, report, name }: Parsed): Skew {
  return new Skew(clock, (ms) =>
    report({ name: "clock.jumped", at: clock.now(), connection: name, message: farOff(ms) }),
  );
}

function senderOf(parsed: Parsed, sockets: Sockets, skew: Skew): Sender {
  const source = sourceOf(parsed, sockets);
  const identity = new Identity(parsed.clock, parsed.report, parsed.name);
  const sender: Sender = new Sender({
    ...parsed,
    sockets,
    skew,
    identity,
    rate: new Rate(parsed.clock, parsed.rate),
    newId: randomUUID,
    prepare: (call, signal) => prepare(call, { ...parsed, source, projects }, signal),
  });
  const projects = new Projects(parsed.region, (call) => sender.send(call));
  return sender;
}

function sourceOf(parsed: Parsed, sockets: Sockets): KeySource | undefined {
  const { credentials, environment, home, metadata, clock, observe } = parsed;
  if (credentials === "none") return undefined;
  if (typeof credentials === "function") return credentials;
  if (credentials) return () => Promise.resolve(credentials);
  return chain({
    environment,
    home: home ?? environment["HOME"],
    metadata: metadata === false ? undefined : askOf(metadata, clock, sockets),
    clock,
    told: (message) => observe({ what: "credentials", message }),
  });
}

/** As long as the official SDKs wait: a machine without a metadata service has nobody at that address. */
const METADATA_MS = 3_000;

function askOf(base: string, clock: Clock, sockets: Sockets): Ask {
  const { origin, prefix } = endpointOf(base);
  return async ({ path, ...request }) => {
    try {
      using deadline = clock.deadline(METADATA_MS);
      return await sockets.alone({ ...request, origin, path: prefix + path }, deadline.signal);
    } catch (error) {
      if (error instanceof Lost) return undefined;
      throw error;
    }
  };
}

function farOff(ms: number): string {
  return `this machine's clock is ${Math.round(Math.abs(ms) / 60_000)} minutes ${ms > 0 ? "behind" : "ahead of"} Huawei Cloud's; signatures are corrected`;
}
