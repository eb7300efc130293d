import { type ErrorCode, hasCode, problemOf } from "@rekey/core";
import { changed } from "../voice/changed.ts";
import { retryAfter } from "./buckets.ts";
import { Refusal, type Wrong } from "./refusal.ts";

/** A ProblemJson is a failure as RFC 9457 writes it, with what a person needs beside it. */
interface ProblemJson {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly changed: "no" | "unknown" | "kept";
  readonly detail?: string | undefined;
  readonly instance?: string | undefined;
  readonly next?: string | undefined;
  readonly remedy?: string | undefined;
  readonly errors?: readonly Wrong[] | undefined;
}

interface Told {
  readonly problem: ProblemJson;
  readonly headers: Readonly<Record<string, string>>;
}

/** Where the pages on problems are. */
const PAGE = "https://rekey.example/docs/http";
/** When to ask again where nobody said. */
const UNTOLD_MS = 5_000;

/** What an error is answered with. One that is not ours shows nothing of itself. */
export function told(error: unknown, { path, now }: { path: string; now: Date }): Told {
  if (error instanceof Refusal) return ofRefusal(error, path);
  const { code, message, remedy } = problemOf(error);
  // One that is not ours has none of our codes, whatever it is taken for.
  const ours = hasCode(error, code) ? error : undefined;
  const status = ours ? STATUS[code] : 500;
  const againAt = ours?.againAt;
  const problem = { type: typeOf(code), title: message, status, code, changed: changed({ code }), instance: path };
  const next = againAt && `it may be asked again at ${againAt.toISOString()}`;
  const waitMs = againAt ? againAt.getTime() - now.getTime() : UNTOLD_MS;
  return { problem: { ...problem, next, remedy }, headers: status === 503 ? retryAfter(waitMs) : {} };
}

function ofRefusal({ status, message, told: { headers = {}, ...rest } }: Refusal, path: string): Told {
  const { code } = rest;
  // Whoever is turned away changed nothing, whatever else may be unknown about the credential.
  return {
    problem: { type: typeOf(code), title: message, status, changed: "no", instance: path, ...rest },
    headers,
  };
}

/** The page about problems of a code. */
export function typeOf(code: ErrorCode): string {
  return `${PAGE}#${code.toLowerCase()}`;
}

/** What a status says to a client is whether to change the request, wait, or call somebody. */
const STATUS: Readonly<Record<ErrorCode, number>> = {
  ERR_DECLARATION: 422,
  ERR_REFUSED: 422,
  ERR_DRIFTED: 409,
  ERR_IDENTITY: 502,
  ERR_UNAVAILABLE: 503,
  ERR_OUTCOME_UNKNOWN: 500,
  ERR_DELIVERY: 502,
  ERR_CONFLICT: 409,
  ERR_STUCK: 500,
};
