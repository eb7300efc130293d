import { z } from "zod";

/** What is wrong with a value, and what to write instead. */
interface Refused {
  /** The value, where it may be shown. */
  readonly input: unknown;
  readonly message: string;
  readonly remedy: string;
}

/** Turns a value away while a shape reads it. */
export function turnAway({ issues }: Pick<z.core.ParsePayload, "issues">, { input, message, remedy }: Refused): never {
  issues.push({ code: "custom", input, message, params: { remedy } });
  return z.NEVER;
}
