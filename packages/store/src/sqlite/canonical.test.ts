import fc from "fast-check";
import { expect, it } from "vitest";
import { canonical } from "./canonical.ts";

it("writes equal values alike, whatever the order of their fields", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (fields) => {
      const turned = Object.fromEntries(Object.entries(fields).toReversed());
      expect(canonical(turned)).toBe(canonical(fields));
      expect(JSON.parse(canonical(fields))).toEqual(JSON.parse(JSON.stringify(fields)));
    }),
  );
});

it("leaves undefined fields out, and writes dates as JSON does", () => {
  const at = new Date(0);
  expect(canonical({ b: [{ d: undefined, c: at }], a: undefined })).toBe(`{"b":[{"c":${JSON.stringify(at)}}]}`);
});
