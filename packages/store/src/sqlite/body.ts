import { CredentialError } from "@rekey/core";
import type { z } from "zod";

/** Reads a JSON column in the shape it was written in. Throws ERR_STUCK where it is not: somebody else wrote there. */
export function readBody<T>(json: string, shape: z.ZodType<T>, whose: string): T {
  const read = shape.safeParse(parsed(json));
  if (read.success) return read.data;
  throw new CredentialError("ERR_STUCK", `the row of ${whose} is not as Rekey wrote it`, {
    cause: read.error,
    remedy: "restore the store from a backup",
  });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
