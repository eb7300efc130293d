import type { HttpBindings } from "@hono/node-server";
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Clock, CredentialKind, Declaration, Place, Store } from "@rekey/core";
import type { Context } from "hono";
import type { Operator } from "../config/config.ts";
import type { Wires } from "../wiring.ts";
import type { Authorize, Caller } from "./caller.ts";

/** A Naming is what a declaration names of the operator's, and whose secret it is as far as that is known. */
interface Naming {
  readonly declaration: Declaration;
  /** Absent before the cloud was asked where the account is. */
  readonly place?: Place | undefined;
}

/** A Ground is everything that routes stand on. */
export interface Ground {
  readonly store: Store;
  readonly clock: Clock;
  readonly kinds: readonly CredentialKind[];
  readonly wires: Pick<Wires, "connection">;
  /** The operator's part as it is now. */
  readonly operator: () => Operator;
  readonly authorize: Authorize;
  /** The first part of the operator's that a declaration names and may not use: `connections.prod`. What is not there is not allowed either. */
  readonly forbids: (naming: Naming) => string | undefined;
  /** What keeps the daemon from working now; absent where nothing does. */
  readonly trouble: () => Promise<string | undefined>;
  /** All metrics, in the text format of Prometheus. */
  readonly metrics: () => Promise<string>;
  /** Aborts when the daemon drains; streams end with it. */
  readonly signal: AbortSignal;
  /** Where an error of our own is written down. */
  readonly failed: (error: unknown) => void;
}

/** What a route knows of a request. */
export interface Env {
  Variables: { caller: Caller };
  Bindings: Partial<HttpBindings>;
}

export type Api = OpenAPIHono<Env>;

export type Asked = Context<Env>;
