import type { Schedule } from "@rekey/core";
import { z } from "zod";
import { duration, period } from "./duration.ts";

const window = z
  .strictObject({ cron: z.string(), for: period, zone: z.string().optional() })
  .transform(({ for: durationMs, ...clock }) => ({ ...clock, durationMs }));

const blackout = z.strictObject({ from: z.string(), to: z.string(), zone: z.string().optional() });

/** When a credential is rotated: `{ every: 30d }` or `{ cron: "0 3 * * 6", zone: Europe/Berlin }`, and what bounds it. */
export const rotateShape = z
  .strictObject({
    every: period.optional(),
    cron: z.string().optional(),
    zone: z.string().optional(),
    windows: z.array(window).optional(),
    blackouts: z.array(blackout).optional(),
    jitter: duration.optional(),
  })
  .superRefine(({ every, cron, zone }, { issues, value: input }) => {
    const wrong = (path: string, message: string, remedy: string) =>
      issues.push({ code: "custom", input, path: [path], message, params: { remedy } });
    if (every === undefined && cron === undefined)
      wrong("every", "is missing", "write every: 30d, or cron with a zone");
    if (every !== undefined && cron !== undefined) wrong("cron", "and every exclude each other", "keep one of them");
    if (zone !== undefined && cron === undefined)
      wrong("zone", "has nothing to do here", "a zone belongs to cron, to a window or to a blackout");
  })
  .transform(({ every, cron = "", zone, jitter, ...bounds }): Schedule => {
    const all = { ...bounds, ...(jitter !== undefined && { jitterMs: jitter }) };
    return every === undefined ? { cron, ...(zone !== undefined && { zone }), ...all } : { everyMs: every, ...all };
  });
