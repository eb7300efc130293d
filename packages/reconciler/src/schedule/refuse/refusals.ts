import type { Schedule } from "@rekey/core";
import { refusedParts } from "./parts.ts";
import type { Refusal } from "./refusal.ts";
import { type Beside, refusedTogether } from "./together.ts";

/**
 * All that is wrong with a schedule, for `validate` and `plan`: what cannot be read, what never comes, and what conflicts. Where it is nothing, `nextDue`
 * and `openAt` have an answer.
 */
export function refusals(schedule: Schedule, now: Date, beside: Beside = {}): readonly Refusal[] {
  const parts = refusedParts(schedule, now);
  return parts.length > 0 ? parts : refusedTogether(schedule, now, beside);
}
