import type { Key } from "../world.ts";
import type { Answer, Refusal } from "./answer.ts";

/** A Service is one of Huawei's: a name as in its endpoints, its operations, and how it refuses what the gateway let through. */
export interface Service {
  readonly name: string;
  readonly routes: readonly Route[];
  /** For a key that lacks the permission. */
  forbidden(action: string): Refusal;
  /** True where its 403s carry an `encoded_authorization_message`. */
  readonly isEncoding?: boolean;
  /** For a key that belongs to another project than the one asked for. */
  readonly otherProject: Refusal;
}

/** A Route is one documented operation. */
export interface Route {
  /** The documented id, first letter lower. */
  readonly operation: string;
  readonly method: "GET" | "PUT" | "POST" | "PATCH" | "DELETE";
  /** The documented URI template. */
  readonly path: string;
  /** The fine-grained permission it needs; absent where there is none. */
  readonly action?: string;
  /** True where the service finds out by itself who asks, by tokens and logins; else the gateway wants a signature. */
  readonly isUnsigned?: boolean;
  /** True where an IAM token will not do. */
  readonly isSignedOnly?: boolean;
  answer(asked: Asked): Answer;
}

/** An Asked is a request that is known to be its sender's, or whose sender is the service's to find out. */
export interface Asked {
  /** Whose signature it bears; absent where it needs none. */
  readonly key?: Key | undefined;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Media type of the body, lower case, without parameters. */
  readonly mediaType: string;
  readonly body: Buffer;
  /** What goes back as X-Request-Id. */
  readonly requestId: string;
  /** The value of a header, by lower-case name. */
  readonly header: (name: string) => string | undefined;
}

export interface Matched {
  readonly service: Service;
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the operation of a method and a path, by exact segments. A slash inside a segment has to come encoded. */
export function match(services: readonly Service[], method: string, path: string): Matched | undefined {
  for (const service of services)
    for (const route of service.routes) {
      const params = route.method === method ? fill(route.path, path) : undefined;
      if (params) return { service, route, params };
    }
  return undefined;
}

function fill(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, segment] of wanted.entries()) {
    const value = plain(given[at] ?? "");
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (value === undefined || (name === undefined ? value !== segment : value === "")) return undefined;
    if (name !== undefined) params[name] = value;
  }
  return params;
}

function plain(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
