import { execFileSync } from "node:child_process";
import { parseEnv } from "node:util";
import { assert, property, string } from "fast-check";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { escapes } from "./escape.ts";

const anything = string({ unit: "binary", maxLength: 40 });
const holds = (read: (escaped: string) => unknown, escape: (value: string) => string | undefined) =>
  assert(
    property(anything, (value) => {
      const escaped = escape(value);
      if (escaped !== undefined) expect(read(escaped)).toBe(value);
    }),
  );

it("what JSON reads is what was escaped", () => {
  holds((escaped) => JSON.parse(`"${escaped}"`), escapes.json);
  expect(escapes.json('a"b\\\n')).toBe('a\\"b\\\\\\n');
});

it("what YAML reads is what was escaped", () => {
  holds((escaped) => parse(`"${escaped}"`), escapes.yaml);
  expect(escapes.yaml("\u2028😀é")).toBe(String.raw`\u2028\U0001f600\u00e9`);
});

it("what a dotenv file says is what was escaped, or nothing", () => {
  holds((escaped) => parseEnv(`A='${escaped}'`)["A"], escapes.dotenv);
  expect(escapes.dotenv("it's")).toBeUndefined();
});

it("what a URL says is what was escaped, or nothing", () => {
  holds(
    (escaped) => new URL(`redis://:${escaped}@h`).password && decodeURIComponent(escaped),
    (value) => escapes.url(value) || undefined,
  );
  expect(escapes.url("a:b@c/d!'()*")).toBe("a%3Ab%40c%2Fd%21%27%28%29%2A");
  expect(escapes.url("\ud800")).toBeUndefined();
});

it.for(["plain", "it's", '$HOME `id` \\ " ! ~', "two\nlines", ""])(
  "what a shell reads is what was escaped: %j",
  (value) => {
    const script = `A='${escapes.shell(value)}'; printf %s "$A"`;
    expect(execFileSync("/bin/sh", ["-s"], { input: script, encoding: "utf8" })).toBe(value);
  },
);
