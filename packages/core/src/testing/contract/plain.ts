import { createHash } from "node:crypto";
import { Secret } from "../../secret.ts";

/** A value for comparing: secrets as digests (so that a failed comparison prints none), times as text, absent and undefined alike. */
export function plain(value: unknown): unknown {
  if (value instanceof Secret)
    return `secret ${createHash("sha256").update(value.reveal()).digest("hex").slice(0, 12)}`;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(fields.map(([name, inner]) => [name, plain(inner)]));
}
