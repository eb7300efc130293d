import type { Schedule } from "@rekey/core";
import { z } from "zod";
import { duration, period } from "./duration.ts";

/** Each look at a schedule reads all of them, for every credential that has it. */
const MOST_WINDOWS = 30;
const MOST_BLACKOUTS = 100;

const expression = z.string().meta({ description: "A cron expression of five fields, such as `0 3 * * 6`." });
const iana = z
  .string()
  .optional()
  .meta({ description: "An IANA time zone, such as `Europe/Berlin`; UTC where absent." });
const instant = "A date (`2026-12-20`) or an instant with its offset (`2026-12-20T18:00:00+01:00`).";

const window = z
  .strictObject({
    cron: expression,
    for: period.meta({ description: "How long it stays open, such as `4h`." }),
    zone: iana,
  })
  .meta({ description: "When rotations may begin that nobody asked for." })
  .transform(({ for: durationMs, ...clock }) => ({ ...clock, durationMs }));

const blackout = z
  .strictObject({
    from: z.string().meta({ description: instant }),
    to: z.string().meta({ description: `${instant} A date is the whole day, an instant is excluded.` }),
    zone: iana,
  })
  .meta({ description: "When no rotation begins." });

/** When a credential is rotated: `{ every: 30d }` or `{ cron: "0 3 * * 6", zone: Europe/Berlin }`, and what bounds it. */
export const rotateShape = z
  .strictObject({
    every: period.optional().meta({ description: "The time between two rotations, such as `30d`." }),
    cron: expression.optional(),
    zone: iana,
    windows: z
      .array(window)
      .max(MOST_WINDOWS)
      .optional()
      .meta({ description: "Unasked rotations begin in one of these alone." }),
    blackouts: z
      .array(blackout)
      .max(MOST_BLACKOUTS)
      .optional()
      .meta({ description: "No rotation begins in one of these." }),
    jitter: duration.optional().meta({ description: "Each rotation is owed up to this much later, never earlier." }),
  })
  .meta({
    oneOf: [{ required: ["every"] }, { required: ["cron"] }],
    errorMessage: "write `every` or `cron`, one of the two",
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
