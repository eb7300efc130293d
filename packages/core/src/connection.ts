import type { z } from "zod";
import { CredentialError } from "./errors.ts";
import { Secret } from "./secret.ts";

/** A Connection sends requests to one cloud, as one identity. */
export interface Connection {
  /** No request is waited for longer than this. */
  readonly longestMs: number;
  /** No request can land later than this after it was sent: 16 minutes unless the operator knows better, because the gateway accepts a signature for 15. */
  readonly quietMs: number;
  /** PEM certificates of authorities that the operator trusts for data planes, beside the platform's. */
  readonly ca?: string | undefined;
  /**
   * Sends one call, and answers with every reply whose status is below 300. Everything else is thrown, classified by *can it have changed?*:
   * ERR_UNAVAILABLE where it was never written or turned away (429), ERR_IDENTITY where our own key or signature was refused, ERR_REFUSED or
   * whatever `call.classify` says for a documented code, ERR_OUTCOME_UNKNOWN for the rest.
   */
  send(call: Call): Promise<Reply>;
  /** Resolves a host and answers with the address to dial. Throws ERR_DECLARATION where the operator does not allow it. */
  reach(host: string, port: number): Promise<string>;
  /** The same cloud as one of its members, where the identity can act for them. */
  as?(member: string): Connection;
}

/** A Call is one request to one documented operation. Printing it is safe: what must not show is a Secret in it. */
export interface Call {
  /** Huawei's name of the service, as in its endpoints: `dcs`. */
  readonly service: string;
  /** The documented operation id, first letter lower: `listAclAccounts`. */
  readonly operation: string;
  readonly method: "GET" | "PUT" | "POST" | "PATCH" | "DELETE";
  /** The documented URI template: `/v2/{project_id}/instances/{instance_id}`. */
  readonly path: string;
  /** Fills the template; `{project_id}` is the connection's own. Each is one percent-encoded segment, never empty, `.` or `..`. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  readonly headers?: Readonly<Record<string, string | Secret>>;
  readonly body?: Body;
  readonly signal?: AbortSignal | undefined;
  /** `never` where sending it twice changes more than once or costs a second try. The verb does not decide: one of our GETs sets a password. */
  readonly repeat: "safe" | "never";
  /** What a refusal means, by status and the service's own code; undefined where its table does not list it. */
  readonly classify?: (status: number, serviceCode: string | undefined) => Verdict | undefined;
}

/** A Verdict is one row of a service's table of codes, as an error of ours. */
export interface Verdict {
  readonly code:
    "ERR_DECLARATION" | "ERR_REFUSED" | "ERR_DRIFTED" | "ERR_IDENTITY" | "ERR_UNAVAILABLE" | "ERR_OUTCOME_UNKNOWN";
  /** How long to stay away, where the table knows. */
  readonly afterMs?: number;
  /** `lock`: the service takes no tries for as long, whoever asks; law 5 lets what it counts tighten ours. */
  readonly reason?: "lock";
  readonly remedy?: string;
}

export type Body = { readonly [field: string]: Value };
export type Value = string | number | boolean | null | undefined | Secret | readonly Value[] | Body;

/** A Reply is what came back, unparsed: it may hold a secret, so it is kept before it is read. */
export interface Reply {
  readonly status: number;
  /** By lower-case name; those not known to be harmless are Secrets. */
  readonly headers: Readonly<Record<string, string | Secret>>;
  readonly body: Secret;
}

/** Writes a body as JSON with its secrets in clear: what goes on the wire, and nowhere else. */
export function wire(body: Body): string {
  return JSON.stringify(revealed(body));
}

function revealed(value: Value): unknown {
  if (value instanceof Secret) return value.reveal();
  if (Array.isArray(value)) return value.map(revealed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, revealed(inner)]));
}

/** Reads a reply's body as JSON of a shape. Throws ERR_OUTCOME_UNKNOWN: a reply that nobody understands proves nothing. */
export function json<T>(reply: Reply, shape: z.ZodType<T>): T {
  const parsed = shape.safeParse(parse(reply.body.reveal()));
  if (parsed.success) return parsed.data;
  // Paths only: what zod says of a value may quote it.
  const paths = parsed.error.issues.map(({ path }) => path.join(".") || "the whole body");
  throw new CredentialError("ERR_OUTCOME_UNKNOWN", `the reply is not of the documented shape at ${paths.join(", ")}`, {
    status: reply.status,
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
