import { rough } from "./duration.ts";

/** Where an instant lies from now: `2m ago`, `in 8m`, `now`. */
export function relative(at: Date, now: Date): string {
  const ms = at.getTime() - now.getTime();
  if (Math.abs(ms) < 1_000) return "now";
  return ms < 0 ? `${rough(-ms)} ago` : `in ${rough(ms)}`;
}

/** An instant in UTC: `2026-12-21 14:05 UTC`. */
export function utc(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** Both: `2026-12-21 14:05 UTC (in 8m)`. */
export function when(at: Date, now: Date): string {
  return `${utc(at)} (${relative(at, now)})`;
}
