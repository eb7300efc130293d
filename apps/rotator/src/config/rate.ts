import { z } from "zod";

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** How many calls within a time, as a person writes it. */
export const rate = z
  .string()
  .regex(/^[1-9]\d{0,5}\/[smh]$/, "write it like 5/s, 100/m or 1000/h")
  .transform((text) => {
    const [calls, unit = "s"] = text.split("/");
    return { calls: Number(calls), perMs: UNIT_MS[unit] ?? 1_000 };
  });
