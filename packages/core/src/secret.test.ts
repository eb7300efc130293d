import { inspect } from "node:util";
import { expect, it } from "vitest";
import { Secret } from "./secret.ts";

const secret = new Secret("canary-shown");
// oxlint-disable-next-line typescript/restrict-template-expressions -- what a template makes of it is what is tested
const template = `it is ${secret}`;

it.each<[string, () => string]>([
  ["String()", () => String(secret)],
  ["a template literal", () => template],
  ["addition", () => "" + secret],
  ["join", () => [secret].join()],
  ["JSON", () => JSON.stringify(secret)],
  ["nested JSON", () => JSON.stringify({ deep: [{ secret }] })],
  ["inspect", () => inspect(secret, { depth: null, showHidden: true, getters: true })],
  ["nested inspect", () => inspect({ deep: new Map([["it", [secret]]]) }, { depth: null, showHidden: true })],
  ["an error", () => inspect(new Error(template, { cause: { secret } }), { depth: null })],
  ["its fields", () => JSON.stringify([Object.entries(secret), Object.getOwnPropertyNames(secret), { ...secret }])],
  ["a clone", () => inspect(structuredClone(secret), { depth: null, showHidden: true })],
])("does not show itself in %s", (_, show) => {
  expect(show()).not.toContain("canary");
});

it("prints as what it is", () => {
  expect(template).toBe("it is [secret]");
  expect(JSON.stringify({ secret })).toBe('{"secret":"[secret]"}');
  expect(inspect({ secret })).toBe("{ secret: [secret] }");
});

it("shows itself to code that asks for it by name", () => {
  expect(new Secret("as it is").reveal()).toBe("as it is");
});

it("is known as a secret to another copy of this package", async () => {
  const url = new URL("secret.ts?copy", import.meta.url).href;
  const copy: typeof import("./secret.ts") = await import(/* @vite-ignore */ url);
  expect(copy.Secret).not.toBe(Secret);
  expect(new copy.Secret("x")).toBeInstanceOf(Secret);
  for (const other of [null, undefined, "secret", {}, { reveal: () => "x" }])
    expect(other instanceof Secret).toBe(false);
});
