import fc from "fast-check";
import { expect, it } from "vitest";
import { isName } from "./declaration.ts";

it.each([
  "a",
  "7",
  "cache-app",
  "a.b.c.d",
  "0-0",
  "a--b",
  "a-",
  "x".repeat(63),
  Array(4).fill("x".repeat(63)).join("."),
])("takes %s for a name", (text) => {
  expect(isName(text)).toBe(true);
});

it.each([
  "",
  "-a",
  ".a",
  "a.",
  "a..b",
  "a.-b",
  "A",
  "a_b",
  "a b",
  "a/b",
  "../a",
  "a\n",
  "é",
  "x".repeat(64),
  "a.b.c.d.e",
])("takes %j for no name", (text) => {
  expect(isName(text)).toBe(false);
});

it("takes no text for a name that could leave a folder, a line or a quotation", () => {
  fc.assert(
    fc.property(fc.string(), (text) => !isName(text) || /^[a-z0-9.-]+$/.test(text)),
    { seed: 1 },
  );
});
