import type { Schedule } from "@rekey/core";
import { short } from "../../short.ts";
import type { Refusal } from "./refusal.ts";
import { closestMs } from "./together.ts";

/** A Group is how many credentials take turns, and how far apart each begins. */
export interface Group {
  readonly members: number;
  readonly offsetMs: number;
}

/** What is wrong with a schedule in a stagger group: more turns than fit between two of its rotations, so that each would come later than the last. */
export function refusedInGroup(schedule: Schedule, now: Date, { members, offsetMs }: Group): Refusal | undefined {
  const betweenMs = closestMs(schedule, now);
  const turnsMs = members * offsetMs;
  if (turnsMs <= betweenMs) return undefined;
  return {
    path: "stagger",
    message: `${members} credentials ${short(offsetMs)} apart take ${short(turnsMs)}, and ${short(betweenMs)} pass between two rotations`,
    remedy: `write an offset of at most ${short(Math.floor(betweenMs / members / 1000) * 1000)}, a smaller group, or a schedule that asks for less`,
  };
}
