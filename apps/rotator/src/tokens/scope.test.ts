import { isName } from "@rekey/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Scope } from "../http/caller.ts";
import { grantOf, mayBy } from "./scope.ts";

const ALL: readonly Scope[] = ["declare", "read", "rotate", "approve", "secret", "admin"];

it.for<[granted: string, allowed: readonly Scope[]]>([
  ["declare:*", ["declare"]],
  ["declare:team.cache", ["declare"]],
  ["read", ["read"]],
  ["rotate", ["rotate"]],
  ["approve", ["approve"]],
  ["secret:team.cache", ["secret"]],
  ["admin", ["declare", "read", "rotate", "approve", "admin"]],
])("%s allows %j, and nothing else", ([granted, allowed]) => {
  const may = mayBy([granted]);
  expect(ALL.filter((scope) => may(scope, "team.cache"))).toEqual(allowed);
  expect(ALL.filter((scope) => may(scope))).toEqual(allowed);
});

it.for<[pattern: string, name: string, isCovered: boolean]>([
  ["team.*", "team.cache", true],
  ["team.*", "team.cache.app", true],
  ["team.*", "team", false],
  ["team.*", "teams.cache", false],
  ["team.*", "other.team.cache", false],
  ["team.a.*", "team.a.b", true],
  ["team.a.*", "team.ab", false],
  ["team.cache", "team.cache", true],
  ["team.cache", "team.cache.app", false],
  ["team.cache", "team.cach", false],
  ["*", "anything.at-all", true],
])("declare:%s and %s: %s", ([pattern, name, isCovered]) => {
  expect(mayBy([`declare:${pattern}`])("declare", name)).toBe(isCovered);
});

it.for([
  "team./../other",
  "team.%2e%2e",
  "team.*",
  "team.",
  "*",
  "",
  "TEAM.cache",
  "team.cache\n",
  "team..cache",
  "team.cache/secret",
])("allows nothing to %j, which is no name", (name) => {
  const may = mayBy(["admin", "declare:*", "declare:team.*", "read", "secret:team.cache"]);
  expect(ALL.filter((scope) => may(scope, name))).toEqual([]);
});

it.for([
  "",
  "declare",
  "declare:",
  "declare:team*",
  "declare:*.team",
  "declare:team.*.*",
  "declare:Team.*",
  "declare:**",
  "read:team.*",
  "admin:all",
  "secret",
  "secret:*",
  "secret:team.*",
  "READ",
  " read",
  "read ",
  "read\n",
  "constructor",
  "owner",
])("takes %j for no scope, so that it grants nothing", (text) => {
  expect(grantOf(text)).toBeUndefined();
  const may = mayBy([text]);
  expect(ALL.filter((scope) => may(scope) || may(scope, "team.cache"))).toEqual([]);
});

describe("whatever is granted", () => {
  const word = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,5}$/);
  const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join("."));
  const scopes = fc.array(
    fc.oneof(
      fc.constantFrom("read", "rotate", "approve", "admin", "declare:*"),
      name.map((prefix) => `declare:${prefix}.*`),
      name.map((one) => `secret:${one}`),
      fc.string(),
    ),
  );

  it("shows a secret to whom its very name was granted, and to nobody else", () => {
    const holds = fc.property(
      scopes,
      name,
      (granted, one) => mayBy(granted)("secret", one) === granted.includes(`secret:${one}`),
    );
    fc.assert(holds, { seed: 6, numRuns: 1_000 });
  });

  it("covers with a prefix its own words and what follows them, never a part of a word", () => {
    const holds = fc.property(name, name, (prefix, one) => {
      const [wanted, words] = [prefix.split("."), one.split(".")];
      const isBelow = words.length > wanted.length && wanted.every((part, at) => part === words[at]);
      return mayBy([`declare:${prefix}.*`])("declare", one) === isBelow;
    });
    fc.assert(holds, { seed: 6, numRuns: 1_000 });
  });

  it("allows nothing to what is no name", () => {
    const holds = fc.property(
      scopes,
      fc.string().filter((text) => !isName(text)),
      (granted, text) => ALL.every((scope) => !mayBy(granted)(scope, text)),
    );
    fc.assert(holds, { seed: 6 });
  });
});
