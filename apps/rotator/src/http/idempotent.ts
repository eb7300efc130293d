import { createHash } from "node:crypto";
import type { Clock } from "@rekey/core";
import type { MiddlewareHandler } from "hono";
import type { Api, Asked, Env } from "./ground.ts";
import { methodsAt } from "./methods.ts";
import { Refusal } from "./refusal.ts";

const KEPT_MS = 86_400_000;
/** Of one caller: nobody pushes out what another may send again. */
const MOST_OF_ONE = 1_000;

/** A Kept is the answer to a request that came with a key. */
interface Kept {
  readonly print: string;
  readonly at: number;
  readonly answer: Promise<Response>;
}

/** Answers a request that comes again with its Idempotency-Key as it was answered first, within a day and this daemon's life: nothing is done twice. */
export function idempotent(app: Api, { monotonicMs }: Pick<Clock, "monotonicMs">): MiddlewareHandler<Env> {
  const ofCallers = new Map<string, Map<string, Kept>>();
  return async (c, next) => {
    const key = c.req.header("idempotency-key");
    if (key === undefined || !isChange(app, c)) return next();
    if (key.length > 255) throw refused(400, "the Idempotency-Key is longer than 255 characters");
    const now = monotonicMs();
    const print = await printOf(c);
    const kept = keptOf(ofCallers, c.get("caller").name, now);
    const before = kept.get(key);
    if (!before) return answerFirst(c, next, { kept, key, print, now });
    if (before.print !== print) throw refused(422, "this Idempotency-Key came with another request before");
    c.res = (await before.answer).clone();
  };
}

/** Only where the path takes that method: all else is turned away anyhow. */
function isChange(app: Api, { req: { method, path } }: Asked): boolean {
  return method !== "GET" && methodsAt(app, path).includes(method);
}

interface First {
  readonly kept: Map<string, Kept>;
  readonly key: string;
  readonly print: string;
  readonly now: number;
}

async function answerFirst(c: Asked, next: () => Promise<void>, { kept, key, print, now }: First): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  promise.catch(() => undefined);
  makeRoom(kept);
  kept.set(key, { print, at: now, answer: promise });
  try {
    await next();
    resolve(c.res.clone());
    // What was turned away changed nothing, and may be another the next time.
    if (c.res.status >= 300) kept.delete(key);
  } catch (error) {
    kept.delete(key);
    reject(error);
    throw error;
  }
}

/** What was asked: the same key with another request is a mistake. */
async function printOf(c: Asked): Promise<string> {
  const body = await c.req.text();
  return createHash("sha256").update(`${c.req.method} ${c.req.url}\n${body}`).digest("hex");
}

/** What is kept of one caller; callers of whom nothing is left are forgotten. */
function keptOf(ofCallers: Map<string, Map<string, Kept>>, caller: string, now: number): Map<string, Kept> {
  for (const [name, kept] of ofCallers) {
    dropOld(kept, now);
    if (kept.size === 0) ofCallers.delete(name);
  }
  const kept = ofCallers.get(caller) ?? new Map<string, Kept>();
  ofCallers.set(caller, kept);
  return kept;
}

function dropOld(kept: Map<string, Kept>, now: number): void {
  for (const [key, { at }] of kept) {
    if (now - at < KEPT_MS) return;
    kept.delete(key);
  }
}

function makeRoom(kept: Map<string, Kept>): void {
  const [oldest] = kept.keys();
  if (kept.size >= MOST_OF_ONE && oldest !== undefined) kept.delete(oldest);
}

function refused(status: 400 | 422, title: string): Refusal {
  return new Refusal(status, title, { code: "ERR_DECLARATION", remedy: "send a new key for a new request" });
}
