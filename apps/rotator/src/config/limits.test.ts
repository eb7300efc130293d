import { type CredentialKind, DIGITS, LOWER, systemClock } from "@rekey/core";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { ConfigurationError } from "./fault.ts";
import { loadConfig } from "./load.ts";

const kind: CredentialKind<{ user: string }> = {
  name: "sample.password",
  secret: "supplied",
  account: z.strictObject({ user: z.string() }),
  identity: ({ user }) => user,
  rules: () => ({ length: 12, classes: [LOWER, DIGITS] }),
  set: async () => {},
};

const right = `store: { sqlite: rekey.db }
seal: { keys: [file:seal.key] }
connections:
  prod:
    region: cn-north-4
declarations:
  cache-app:
    kind: sample.password
    connection: prod
    account: { user: app }
    rotate: { every: 30d }
    deliver: []
`;

function load(text: string) {
  const cwd = join(mkdtempSync(join(tmpdir(), "config-")), "given");
  mkdirSync(cwd);
  writeFileSync(join(cwd, "rekey.yaml"), text);
  return loadConfig(["rekey.yaml"], { cwd, clock: systemClock }, { kinds: [kind], sinkKinds: [] });
}

function places(text: string): readonly string[] {
  try {
    load(text);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.faults.map(
      ({ line, column, path, message, remedy }) => `${line}:${column} ${path}: ${message} → ${remedy ?? ""}`,
    );
  }
}

it("has stagger groups whose members keep one distance, and whose turns fit between two rotations (P5)", () => {
  const second = right
    .slice(right.indexOf("  cache-app:"))
    .replace("cache-app", "other")
    .replace("user: app", "user: two");
  const both = (one: string, other: string) =>
    right.replace("deliver:", `stagger: { group: pair, offset: ${one} }\n    deliver:`) +
    second.replace("deliver:", `stagger: { group: pair, offset: ${other} }\n    deliver:`);
  expect(load(both("10m", "10m")).declarations[0]?.declaration.stagger).toEqual({ group: "pair", offsetMs: 600_000 });
  expect(places(both("10m", "1h"))).toEqual([
    "19:14 declarations.other.stagger: pair is 10m apart in cache-app → write offset: 10m, or name another group",
  ]);
  expect(places(both("16d", "16d"))[0]).toBe(
    "12:14 declarations.cache-app.stagger: 2 credentials 16d apart take 32d, and 30d pass between two rotations → write an offset of at most 15d, a smaller group, or a schedule that asks for less",
  );
});

it("has rates and counts that can be read", () => {
  const limited = (limits: string) => right.replace("    region:", `    limits: ${limits}\n    region:`);
  const { operator } = load(limited("{ concurrency: 4, rate: 100/m }"));
  expect(operator.connections.get("prod")?.limits).toEqual({ concurrency: 4, rate: { calls: 100, perMs: 60_000 } });
  expect(places(limited("{ rate: often }"))).toEqual([
    '5:21 connections.prod.limits.rate: "often" is not of the form it must have → write it like 5/s, 100/m or 1000/h',
  ]);
});
