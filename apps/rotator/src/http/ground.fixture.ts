import { type Connection, CredentialError, type CredentialKind, Secret } from "@rekey/core";
import { memoryStore, type MemoryStore, virtualClock, type VirtualClock } from "@rekey/core/testing";
import { z } from "zod";
import type { Operator } from "../config/config.ts";
import { type Limits, limitsOf } from "../config/http.ts";
import { api } from "./api.ts";
import { type Authorize, type Caller, type Scope, unknownCaller } from "./caller.ts";
import type { Api, Ground } from "./ground.ts";

export const NOW = new Date("2026-11-21T12:00:00Z");

/** An Asked is one request to the API, as a test writes it. */
interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** What stands in the Authorization header after `Bearer`: a list of scopes. */
  readonly token?: string;
}

/** A Got is what came back. */
export interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** A Scene is the API over a store in memory, with a cloud that tests may take away. */
export interface Scene {
  readonly app: Api;
  readonly store: MemoryStore;
  readonly clock: VirtualClock;
  readonly ground: Ground;
  /** How the cloud fails; it does not where absent. */
  fails?: CredentialError | undefined;
  readonly ask: (line: string, sent?: Sent) => Promise<Got>;
}

/** A token is the scopes that it has: `declare:cache.* read`; with `as:ann` it is not ci's but hers. */
const authorize: Authorize = async (header = "") => {
  const scopes = /^Bearer (.+)$/.exec(header)?.[1]?.split(" ");
  if (!scopes) throw unknownCaller();
  return callerOf(scopes);
};

function callerOf(scopes: readonly string[]): Caller {
  return {
    name: scopes.find((given) => given.startsWith("as:"))?.slice(3) ?? "ci",
    may: (scope: Scope, name) =>
      scopes.some((given) => {
        const [what, where] = given.split(":");
        return what === scope && (name === undefined || where === undefined || covers(where, name));
      }),
  };
}

function covers(pattern: string, name: string): boolean {
  return pattern.endsWith(".*") ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}

const EVERYTHING = "declare read rotate approve secret admin";

interface Given extends Partial<Ground> {
  readonly disrupts?: string;
  readonly limits?: Partial<Limits>;
}

/** Opens a scene with one connection, `prod`, one sink, `app-env`, and the given kinds beside `sample.password`. */
export function openScene({ disrupts, limits, ...given }: Given = {}): Scene {
  const store = memoryStore({ newUid: counted() });
  const clock = virtualClock(NOW);
  const ground: Ground = {
    store,
    clock,
    kinds: [{ ...sample(() => scene.fails), ...(disrupts !== undefined && { disrupts }) }],
    wires: { connection: () => connection },
    operator: () => ({
      ...operator,
      http: { addresses: [], folder: "/", limits: { ...limitsOf(operator), ...limits } },
    }),
    authorize,
    forbids: () => undefined,
    trouble: async () => undefined,
    metrics: async () => "",
    signal: new AbortController().signal,
    failed: (error) => {
      throw error;
    },
    ...given,
  };
  const app = api(ground);
  const scene: Scene = { app, store, clock, ground, ask: (line, sent) => ask(app, line, sent) };
  return scene;
}

async function ask(app: Api, line: string, { body, headers = {}, token = EVERYTHING }: Sent = {}): Promise<Got> {
  const [method = "GET", path = "/"] = line.split(" ");
  const sent = {
    method,
    headers: {
      ...(token !== "" && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  };
  const response = await app.request(path, sent);
  const text = await response.text();
  const json: unknown = response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : {};
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: z.record(z.string(), z.unknown()).parse(json),
  };
}

function counted(): () => string {
  let count = 0;
  return () => `uid-${++count}`;
}

const account = z.strictObject({ user: z.string().min(1) });

/** A kind that knows users by a second name: `ADA` is `ada`. */
function sample(fails: () => CredentialError | undefined): CredentialKind<z.output<typeof account>> {
  return {
    name: "sample.password",
    account,
    secret: "supplied",
    identity: ({ user }) => `sample ${user}`,
    async locate({ user }) {
      const error = fails();
      if (error) throw error;
      if (user === "nobody") throw new CredentialError("ERR_DECLARATION", "there is no user nobody");
      return { user: user.toLowerCase() };
    },
    rules: () => ({ length: 16, classes: ["abcdefghij"] }),
    async set() {},
  };
}

const connection: Connection = {
  longestMs: 1_000,
  quietMs: 960_000,
  send: async () => ({ status: 200, headers: {}, body: new Secret("") }),
  reach: async (host) => host,
};

const operator: Operator = {
  mark: "",
  sqlite: "rekey.db",
  seal: [],
  connections: new Map([["prod", { name: "prod", folder: "/", region: "cn-north-4" }]]),
  sinks: new Map([
    ["app-env", { name: "app-env", kind: { name: "file", options: z.unknown(), open: none }, options: {} }],
  ]),
};

function none(): never {
  throw new TypeError("no sink is opened here");
}

/** A declaration of `ada`, as Pulumi would send it. */
export function declaring(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    owner: "acme/shop/prod/cache",
    kind: "sample.password",
    connection: "prod",
    account: { user: "ada" },
    rotate: { every: "30d" },
    ...changes,
  };
}
