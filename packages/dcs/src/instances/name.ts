import { z } from "zod";

const INSTANCE = /^[A-Za-z0-9][A-Za-z0-9_-]{2,63}$/;

/** An instance as a declaration names it. */
export const instanceName = z
  .string({ error: "write the instance's id or its name" })
  .regex(INSTANCE, "an instance is named by its id or its name: 4 to 64 letters, digits, `_` and `-`")
  .meta({ description: "The instance, by id or by name." });
