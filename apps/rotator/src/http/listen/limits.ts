import type { ServerOptions } from "node:http";

/** Whoever is slower than this is cut off: a client that trickles holds nothing for long. */
export const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 15_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 16_384,
} as const satisfies ServerOptions;

/** Connections at once; more are closed as they come. */
export const MOST_CONNECTIONS = 1_024;
