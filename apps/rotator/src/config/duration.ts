import { z } from "zod";
import { turnAway } from "./turn-away.ts";

const UNIT_MS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 } as const;
const WHOLE = /^(?:(\d{1,5})d)?\s*(?:(\d{1,6})h)?\s*(?:(\d{1,7})m)?\s*(?:(\d{1,8})s)?$/;
/** The same for those who know a schema alone: at least one part. */
const SOME = new RegExp(`(?=.*\\d)${WHOLE.source}`);

/** Reads `30d`, `12h`, `9m`, `90s` or `1d 12h` as milliseconds; undefined where it is none of them. */
export function parseDuration(text: string): number | undefined {
  const parts = WHOLE.exec(text.trim())?.slice(1);
  if (!parts || parts.every((part) => part === undefined)) return undefined;
  const [d, h, m, s] = parts.map((part) => Number(part ?? 0));
  return (d ?? 0) * UNIT_MS.d + (h ?? 0) * UNIT_MS.h + (m ?? 0) * UNIT_MS.m + (s ?? 0) * UNIT_MS.s;
}

/** A duration as a person writes it. */
export const duration = z
  .string()
  .meta({ pattern: SOME.source, errorMessage: "a duration is written like 30d, 12h, 9m or 90s" })
  .transform((text, ctx) => {
    const ms = parseDuration(text);
    if (ms !== undefined) return ms;
    return turnAway(ctx, { input: text, message: "is not a duration", remedy: "write it like 30d, 12h, 9m or 90s" });
  });

/** A duration that is longer than nothing. */
export const period = duration.refine((ms) => ms > 0, {
  error: "is no time at all",
  params: { remedy: "write it like 30d" },
});
