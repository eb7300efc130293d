import type { Schedule } from "@rekey/core";
import { short } from "./short.ts";

/** How often a schedule asks for a rotation, as people read it: `every 30d`, `0 3 * * 6 in Europe/Berlin`. */
export function cadence(schedule: Schedule): string {
  if ("everyMs" in schedule) return `every ${short(schedule.everyMs)}`;
  const { cron, zone = "UTC" } = schedule;
  return `${cron} in ${zone}`;
}
