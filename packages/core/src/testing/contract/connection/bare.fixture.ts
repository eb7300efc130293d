import { after } from "../../../clock.ts";
import { type Call, type Connection, type Reply, type Verdict, wire } from "../../../connection.ts";
import { CredentialError, type ErrorCode, type ErrorDetails } from "../../../errors.ts";
import { Secret } from "../../../secret.ts";

/** The least that keeps the contract of a connection: fetch, and no signature. */
export function bareConnection(origin: string): Connection {
  return { longestMs: 60_000, quietMs: 960_000, send: (call) => send(origin, call), reach: async (host) => host };
}

async function send(origin: string, call: Call): Promise<Reply> {
  const url = urlOf(origin, call);
  call.signal?.throwIfAborted();
  const { headers = {}, method, signal } = call;
  const response = await fetch(url, {
    method,
    redirect: "manual",
    headers: Object.entries(headers).map(([name, value]): [string, string] => [
      name,
      typeof value === "string" ? value : value.reveal(),
    ]),
    ...(call.body && { body: wire(call.body) }),
    ...(signal && { signal }),
  }).catch((cause: unknown) => lose(call, cause));
  const body = await response.text().catch((cause: unknown) => lose(call, cause));
  if (response.status < 300)
    return { status: response.status, headers: sealed(response.headers), body: new Secret(body) };
  throw refusal(call, response, body);
}

function urlOf(origin: string, call: Call): URL {
  const { path, params = {}, query = {} } = call;
  const filled = path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => {
    const value = params[name];
    if (value === undefined || ["", ".", ".."].includes(value))
      throw failure(call, "ERR_DECLARATION", { cause: new Error(name) });
    // An encoded dot is a way out for fetch, which reads it as a plain one.
    return encodeURIComponent(value);
  });
  const url = new URL(filled, origin);
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) for (const one of [value].flat()) url.searchParams.append(name, String(one));
  return url;
}

function lose(call: Call, cause: unknown): never {
  const inner = cause instanceof Error ? cause.cause : undefined;
  const isUnwritten = inner instanceof Error && "code" in inner && inner.code === "ECONNREFUSED";
  throw failure(call, isUnwritten ? "ERR_UNAVAILABLE" : "ERR_OUTCOME_UNKNOWN", { cause });
}

function refusal(call: Call, { status, headers }: Response, body: string): CredentialError {
  const serviceCode = /"error_code":"([\w.]+)"/u.exec(body)?.[1];
  const fallback: Verdict = { code: status === 429 ? "ERR_UNAVAILABLE" : "ERR_OUTCOME_UNKNOWN" };
  const { code, remedy } = call.classify?.(status, serviceCode) ?? fallback;
  const againAt = after(new Date(), Number(headers.get("retry-after") ?? 60) * 1000);
  return failure(call, code, { status, serviceCode, remedy, againAt, cause: new Error(`status ${status}`) });
}

function failure({ service, operation }: Call, code: ErrorCode, details: ErrorDetails): CredentialError {
  return new CredentialError(code, `${service} ${operation} failed`, { service, operation, ...details });
}

function sealed(headers: Headers): Reply["headers"] {
  return Object.fromEntries(
    [...headers].map(([name, value]) => [name, name === "content-type" ? value : new Secret(value)]),
  );
}
