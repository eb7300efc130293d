import type { HttpBindings } from "@hono/node-server";
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Clock, CredentialKind, Store } from "@rekey/core";
import type { Context } from "hono";
import type { Operator } from "../config/config.ts";
import type { Wires } from "../wiring.ts";
import type { Authorize, Caller } from "./caller.ts";

/** A Wish is what a declaration over HTTP would use a connection for. */
interface Wish {
  readonly connection: string;
  readonly kind: string;
  readonly owner: string;
  /** Whose secret; absent before the cloud was asked where the account is. */
  readonly identity?: string | undefined;
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
  /** Whether the operator lets HTTP declarations use a connection so. */
  readonly allows: (wish: Wish) => boolean;
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
