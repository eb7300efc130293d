import type { Clock } from "@rekey/core";
import { exchange } from "./exchange.ts";
import { isProblem, refusalOf } from "./refusal.ts";
import type { Whereabouts } from "./whereabouts.ts";

/** A Request is one call of the daemon's API; each of ours may be sent again. */
export interface Request {
  readonly method: "GET" | "PUT" | "DELETE";
  /** Its segments, as they are. */
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: object;
}

/** An Answer is what the daemon said; a 404 is one, because it may be what was wanted. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** How long it asks to be left alone. */
  readonly waitMs?: number;
}

/** A Reach is where to send to, and a clock to wait by between two tries. */
export interface Reach {
  readonly where: Whereabouts;
  readonly clock: Pick<Clock, "sleep">;
}

const TIMEOUT_MS = 30_000;
/** Between two tries: a daemon that restarts is back by then. */
const PAUSES_MS = [250, 1_000, 3_000];
const LONGEST_PAUSE_MS = 10_000;
const AGAIN = [429, 502, 503, 504];

/** request sends, and again where the daemon was not there or said so. Throws a Refusal, or an Error that says that it cannot be reached. */
export async function request(wanted: Request, { where, clock }: Reach, pausesMs = PAUSES_MS): Promise<Answer> {
  const [pauseMs, ...rest] = pausesMs;
  const said = await once(where, wanted).catch((cause: unknown) => {
    if (pauseMs === undefined) throw unreachable(where, cause);
    return undefined;
  });
  if (pauseMs !== undefined && (!said || AGAIN.includes(said.status))) {
    await clock.sleep(Math.min(said?.waitMs ?? pauseMs, LONGEST_PAUSE_MS));
    return request(wanted, { where, clock }, rest);
  }
  if (!said || (said.status >= 400 && !isAbsence(said))) throw refusalOf(said?.status ?? 0, said?.body);
  return said;
}

/** Whether the daemon itself says that there is no such thing; what else answers at a wrong address knows nothing of it. */
const isAbsence = ({ status, body }: Answer): boolean => status === 404 && isProblem(body) && body.code !== undefined;

async function once(where: Whereabouts, { method, path, query = {}, body }: Request): Promise<Answer> {
  const { status, retryAfter, text } = await exchange(where.url, {
    method,
    path: pathOf(where.url, path, query),
    headers: { authorization: `Bearer ${where.token}`, ...(body && { "content-type": "application/json" }) },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const answer = { status, body: parsed(text) };
  const waitMs = Number(retryAfter ?? Number.NaN) * 1000;
  return Number.isFinite(waitMs) ? { ...answer, waitMs } : answer;
}

/** Below the path of the daemon's address, where something before it gave it one. */
function pathOf({ protocol, pathname }: URL, path: readonly string[], query: NonNullable<Request["query"]>): string {
  const before = protocol === "unix:" ? "" : pathname.replace(/\/$/, "");
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, value);
  const asked = [before, "v1", ...path.map(encodeURIComponent)].join("/");
  return search.size > 0 ? `${asked}?${search.toString()}` : asked;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreachable({ url }: Whereabouts, cause: unknown): Error {
  const where = url.protocol === "unix:" ? url.href : url.origin;
  return new Error(`the daemon at ${where} cannot be reached: ${reasonOf(cause)}`, { cause });
}

/** The system's name of what happened says more than a sentence about it. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "no answer";
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.message;
}
