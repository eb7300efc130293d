import type { Clock } from "@rekey/core";
import type { MiddlewareHandler } from "hono";
import type { Env } from "./ground.ts";
import { Refusal } from "./refusal.ts";

/** What a caller may send in a second, in the long run, and at once. */
const PER_SECOND = 100;
const AT_ONCE = 1_000;
const MOST_CALLERS = 10_000;

/** A Bucket fills as time goes by. */
interface Bucket {
  readonly left: number;
  readonly at: number;
}

/** Holds back whoever sends more than anybody needs. */
export function paced(clock: Pick<Clock, "monotonicMs">): MiddlewareHandler<Env> {
  const buckets = new Map<string, Bucket>();
  return async (c, next) => {
    // Whoever is not known is held back at the door, by what failed.
    const name: string | undefined = c.get("caller")?.name;
    if (name !== undefined) spend(buckets, name, clock.monotonicMs());
    await next();
  };
}

function spend(buckets: Map<string, Bucket>, name: string, now: number): void {
  const { left, at } = buckets.get(name) ?? { left: AT_ONCE, at: now };
  const filled = Math.min(AT_ONCE, left + ((now - at) / 1_000) * PER_SECOND);
  if (filled < 1) throw tooMany();
  if (buckets.size >= MOST_CALLERS && !buckets.has(name)) buckets.clear();
  buckets.set(name, { left: filled - 1, at: now });
}

function tooMany(): Refusal {
  return new Refusal(429, "this token sends too many requests", {
    code: "ERR_UNAVAILABLE",
    remedy: `send ${PER_SECOND} a second at most, and follow GET /v1/events instead of asking again`,
    headers: { "retry-after": "1" },
  });
}
