import { escapes } from "./escape.ts";
import type { Fields } from "./fields.ts";
import { unfit } from "./unfit.ts";

/** Writes `PREFIX_KEY='value'` lines. Throws ERR_DELIVERY where no form of quoting is read alike by everybody. */
export function dotenv(fields: Fields, prefix: string): string {
  return Object.entries(fields)
    .map(([field, value]) => `${prefix}${keyOf(field)}=${quoted(value) ?? unfit(field, "dotenv")}\n`)
    .join("");
}

/** `instanceName` is INSTANCE_NAME. */
function keyOf(field: string): string {
  return field
    .replaceAll(/([a-z\d])([A-Z])/g, "$1_$2")
    .replaceAll(/[^A-Za-z\d]/g, "_")
    .toUpperCase();
}

function quoted(value: string): string | undefined {
  const literal = escapes.dotenv(value);
  if (literal !== undefined) return `'${literal}'`;
  // With a single quote in it, and nothing that some reader expands between double ones.
  return /["$\\`\r\n\0]/.test(value) ? undefined : `"${value}"`;
}
