import { Secret } from "@rekey/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { plain } from "./plain.ts";

it("changes nothing in what JSON writes", () => {
  fc.assert(
    fc.property(
      fc.object({ withDate: false, withNullPrototype: false }),
      fc.date({ noInvalidDate: true }),
      (fields, at) => {
        const value = { ...fields, at, list: [at, undefined, null], secret: new Secret("canary-plain") };
        expect(JSON.stringify(plain(value))).toBe(JSON.stringify(value));
      },
    ),
  );
});

it("keeps a field that would be no field", () => {
  const text = '{"a":{"__proto__":{"b":1}}}';
  expect(JSON.stringify(plain(JSON.parse(text)))).toBe(text);
});
