import { limitsOf } from "../../config/http.ts";
import { Buckets, retryAfter } from "../buckets.ts";
import type { Caller } from "../caller.ts";
import type { Ground } from "../ground.ts";
import { Refusal } from "../refusal.ts";

/** An Asking throws a Refusal of status 429 where a caller would make the daemon ask the cloud too often: what one asks is taken from the rotations of all. */
export type Asking = (caller: Pick<Caller, "name">) => void;

/** Counts what each caller makes the daemon ask. */
export function asking({ clock, operator }: Pick<Ground, "clock" | "operator">): Asking {
  const buckets = new Buckets(clock);
  return ({ name }) => {
    const { asks } = limitsOf(operator());
    const waitMs = buckets.take(name, asks);
    if (waitMs === undefined) return;
    throw new Refusal(429, "this token makes the daemon ask the cloud too often", {
      code: "ERR_UNAVAILABLE",
      next: "nothing was declared",
      remedy: "send it again after Retry-After; http.limits.asks in the operator's part says how often",
      headers: retryAfter(waitMs),
    });
  };
}
