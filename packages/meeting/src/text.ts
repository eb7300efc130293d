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
