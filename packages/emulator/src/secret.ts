import { Secret } from "@rekey/core";
import { z } from "zod";

/** Takes a password as text or as a Secret, also as that of another copy of the core. */
export const secret = z
  .union([z.string().min(1), z.custom<Secret>(isSecret, "write a text or a Secret")])
  .transform((value) => (typeof value === "string" ? new Secret(value) : value));

function isSecret(value: unknown): boolean {
  return typeof value === "object" && value !== null && "reveal" in value && typeof value.reveal === "function";
}
