import { z } from "zod";

const orAbsent = <T>(shape: z.ZodType<T>) => shape.nullish().transform((value) => value ?? undefined);

/** A field of a reply whose documented text may be absent or null. */
export const text: z.ZodType<string | undefined> = orAbsent(z.string());

/** The same for a whole number. */
export const whole: z.ZodType<number | undefined> = orAbsent(z.int());

/** The same for a boolean. */
export const flag: z.ZodType<boolean | undefined> = orAbsent(z.boolean());
