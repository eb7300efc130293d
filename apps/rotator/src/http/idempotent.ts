import { createHash } from "node:crypto";
import type { Clock } from "@rekey/core";
import type { MiddlewareHandler } from "hono";
import type { Api, Asked, Env } from "./ground.ts";
import { methodsAt } from "./methods.ts";
import { Refusal } from "./refusal.ts";

const KEPT_MS = 86_400_000;
const MOST = 10_000;

/** A Kept is the answer to a request that came with a key. */
interface Kept {
  readonly print: string;
  readonly at: number;
  readonly answer: Promise<Response>;
}

/** Answers a request that comes again with its Idempotency-Key as it was answered first, within a day and this daemon's life: nothing is done twice. */
export function idempotent(app: Api, { monotonicMs }: Pick<Clock, "monotonicMs">): MiddlewareHandler<Env> {
  const kept = new Map<string, Kept>();
  return async (c, next) => {
    const key = c.req.header("idempotency-key");
    if (key === undefined || !isChange(app, c)) return next();
    if (key.length > 255) throw refused(400, "the Idempotency-Key is longer than 255 characters");
    const now = monotonicMs();
    drop(kept, now);
    const whose = `${c.get("caller").name} ${key}`;
    const print = await printOf(c);
    const before = kept.get(whose);
    if (!before) return answerFirst(c, next, { kept, whose, print, now });
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
  readonly whose: string;
  readonly print: string;
  readonly now: number;
}

async function answerFirst(c: Asked, next: () => Promise<void>, { kept, whose, print, now }: First): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  promise.catch(() => undefined);
  kept.set(whose, { print, at: now, answer: promise });
  try {
    await next();
    resolve(c.res.clone());
    // What was turned away changed nothing, and may be another the next time.
    if (c.res.status >= 300) kept.delete(whose);
  } catch (error) {
    kept.delete(whose);
    reject(error);
    throw error;
  }
}

/** What was asked: the same key with another request is a mistake. */
async function printOf(c: Asked): Promise<string> {
  const body = await c.req.text();
  return createHash("sha256").update(`${c.req.method} ${c.req.url}\n${body}`).digest("hex");
}

function drop(kept: Map<string, Kept>, now: number): void {
  for (const [whose, { at }] of kept) {
    if (kept.size < MOST && now - at < KEPT_MS) return;
    kept.delete(whose);
  }
}

function refused(status: 400 | 422, title: string): Refusal {
  return new Refusal(status, title, { code: "ERR_DECLARATION", remedy: "send a new key for a new request" });
}
