import { z } from "zod";

/** A documented text that may be absent or null. */
export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

/** A documented whole number that may be absent or null. */
export const whole = z
  .int()
  .nullish()
  .transform((value) => value ?? undefined);

/** A documented boolean that may be absent or null. */
export const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? undefined);

/** A documented instant: `2020-01-08T06:25:19.014028Z`, or UTC without saying so, `2020-07-08 02:19:03.0`. Undefined where it is absent or unreadable. */
export const instant = text.transform((value) => {
  const ms = value === undefined ? Number.NaN : Date.parse(/[Zz]$/.test(value) ? value : `${value.replace(" ", "T")}Z`);
  return Number.isNaN(ms) ? undefined : new Date(ms);
});
