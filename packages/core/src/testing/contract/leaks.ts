import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { Secret } from "../../secret.ts";

/** Fails where a secret can be read in what was shown (an error, a fact, a printed call), plainly or encoded (law 10). */
export function assertHidden(secrets: readonly Secret[], shown: readonly unknown[]): void {
  const texts = shown.flatMap(textsOf);
  const isShown = secrets.flatMap(formsOf).some((form) => texts.some((text) => text.includes(form)));
  // Never the text itself: it would leak here what leaked there.
  assert(!isShown, "a secret shows in an error, a fact or a printed call (law 10)");
}

function textsOf(value: unknown): string[] {
  const printed = [JSON.stringify(value) ?? "", inspect(value, { depth: null, showHidden: true })];
  return value instanceof Error ? [...printed, value.message, value.stack ?? "", ...textsOf(value.cause)] : printed;
}

/** A shorter one stands in many a text by chance. */
const SHORTEST = 6;

function formsOf(secret: Secret): string[] {
  const value = secret.reveal();
  if (value.length < SHORTEST) return [];
  const bytes = Buffer.from(value);
  return [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    bytes.toString("base64"),
    bytes.toString("hex"),
  ];
}
