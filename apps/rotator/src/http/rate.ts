import type { Clock } from "@rekey/core";
import type { MiddlewareHandler } from "hono";
import { Buckets, type Pace, retryAfter } from "./buckets.ts";
import type { Env } from "./ground.ts";
import { Refusal } from "./refusal.ts";

/** What a caller may send in the long run, and at once. */
const PACE: Pace = { calls: 100, perMs: 1_000, atOnce: 1_000 };

/** Holds back whoever sends more than anybody needs. */
export function paced(clock: Pick<Clock, "monotonicMs">): MiddlewareHandler<Env> {
  const buckets = new Buckets(clock);
  return async (c, next) => {
    // Whoever is not known is held back at the door, by what failed.
    const name: string | undefined = c.get("caller")?.name;
    const waitMs = name === undefined ? undefined : buckets.take(name, PACE);
    if (waitMs !== undefined) throw tooMany(waitMs);
    await next();
  };
}

function tooMany(waitMs: number): Refusal {
  return new Refusal(429, "this token sends too many requests", {
    code: "ERR_UNAVAILABLE",
    remedy: `send ${PACE.calls} a second at most, and follow GET /v1/events instead of asking again`,
    headers: retryAfter(waitMs),
  });
}
