import type { Declared, Declaration } from "@rekey/core";
import { exact } from "../../voice/duration.ts";

/** A declaration as it is written, in YAML and over HTTP: what is read can be sent back. */
function writtenOf({
  account,
  alternate,
  reconcile,
  heartbeat,
  ...declaration
}: Declaration): Readonly<Record<string, unknown>> {
  const { name, owner, ...rest } = declaration;
  const whose = alternate === undefined ? { account } : { accounts: [account, alternate] };
  const beat = typeof heartbeat === "object" ? exact(heartbeat.everyMs) : heartbeat;
  // What stands in an account is its kind's own, so neither it nor an administrator's is spelt anew.
  const ways = { ...whose, ...(reconcile && { reconcile }) };
  return { name, owner, ...ways, ...inWords(rest), ...(beat !== undefined && { heartbeat: beat }) };
}

/** The same, with what the store adds. */
export function declaredJson({ uid, generation, declaration, place, declaredAt }: Declared): object {
  const { name, ...written } = writtenOf(declaration);
  return { name, uid, generation, ...written, identity: place.identity, declaredAt };
}

/** Durations stand under their names in words: `everyMs: 86400000` as `every: "1d"`. */
function inWords(fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [inWord(key, value)])),
  );
}

function inWord(key: string, value: unknown): readonly [string, unknown] {
  if (key.endsWith("Ms") && typeof value === "number") return [NAMES[key] ?? key.slice(0, -2), exact(value)];
  if (Array.isArray(value)) return [key, value.map((one: unknown) => (isMap(one) ? inWords(one) : one))];
  return [key, isMap(value) ? inWords(value) : value];
}

/** What is called otherwise where people write it. */
const NAMES: Readonly<Record<string, string>> = { durationMs: "for" };

function isMap(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
