import { createServer, type RequestListener, type Server, type ServerOptions } from "node:http";
import { createServer as createSecure, type Server as SecureServer } from "node:https";
import type { SecureContextOptions } from "node:tls";
import type { Address } from "../../config/http.ts";
import { EXIT } from "../../exit.ts";
import { reasonOf, Trouble } from "../../trouble.ts";
import { LIMITS, MOST_CONNECTIONS } from "./limits.ts";
import { closeOff, makeRoom } from "./socket.ts";

/** How long what is under way may take when the daemon stops. */
const DRAIN_MS = 5_000;

/** A Listening is one address that is listened at. */
export interface Listening {
  /** `http://127.0.0.1:7353`, `https://…`, `unix:/run/rekey/rotator.sock`. */
  readonly url: string;
  /** Takes a new certificate for connections that come from now on. */
  renew(certificate: SecureContextOptions): void;
  /** Takes nothing new, and resolves when what is under way is over, or was cut off. */
  close(): Promise<void>;
}

/** A Served is what is listened for. */
interface Served {
  readonly listener: RequestListener;
  readonly certificate?: SecureContextOptions | undefined;
  readonly limits?: ServerOptions | undefined;
}

/** Listens at one address: with TLS where there is a certificate, and never on a socket of the file system. Throws a Trouble where it cannot. */
export async function listenAt(
  address: Address,
  { listener, certificate, limits = LIMITS }: Served,
): Promise<Listening> {
  const secure =
    certificate && !("socket" in address) ? createSecure({ ...limits, ...certificate }, listener) : undefined;
  const server = secure ?? createServer(limits, listener);
  server.maxConnections = MOST_CONNECTIONS;
  await begun(server, address);
  return {
    url: urlOf(server, address, secure !== undefined),
    renew: (next) => secure?.setSecureContext(next),
    close: () => drained(server),
  };
}

async function begun(server: Server | SecureServer, address: Address): Promise<void> {
  if ("socket" in address) makeRoom(address.socket);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject).once("listening", resolve);
  if ("socket" in address) server.listen({ path: address.socket });
  else server.listen({ host: address.host, port: address.port });
  await promise.catch((cause: unknown) => {
    throw taken(address, cause);
  });
  if ("socket" in address) closeOff(address.socket);
}

function taken(address: Address, cause: unknown): Trouble {
  const where = "socket" in address ? address.socket : `${address.host}:${address.port}`;
  return new Trouble(`the API cannot listen at ${where}: ${reasonOf(cause)}`, {
    changed: "no: nothing was begun",
    youCan: "name another address in http.listen, or free this one",
    exit: EXIT.unreachable,
    cause,
  });
}

function urlOf(server: Server | SecureServer, address: Address, isSecure: boolean): string {
  if ("socket" in address) return `unix:${address.socket}`;
  const at = server.address();
  const port = typeof at === "object" && at ? at.port : address.port;
  const host = address.host.includes(":") ? `[${address.host}]` : address.host;
  return `${isSecure ? "https" : "http"}://${host}:${port}`;
}

async function drained(server: Server | SecureServer): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await promise;
  clearTimeout(timer);
}
