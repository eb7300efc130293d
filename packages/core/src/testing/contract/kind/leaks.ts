import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { Secret } from "../../../secret.ts";
import type { Scene } from "./scene.ts";

/** Fails where a secret can be read in an error, a fact or a printed call, plainly or encoded (law 10). */
export function assertNoLeak({ calls, shown, secrets }: Scene): void {
  const texts = [calls, shown].flatMap((values) => [
    JSON.stringify(values),
    inspect(values, { depth: null, showHidden: true }),
  ]);
  for (const error of shown)
    if (error instanceof Error) texts.push(error.message, String(error.stack), inspect(error.cause, { depth: null }));
  // Never the text itself: it would leak here what leaked there.
  for (const form of secrets.flatMap(formsOf))
    assert(!texts.some((text) => text.includes(form)), "no secret shows in an error, a fact or a printed call");
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
