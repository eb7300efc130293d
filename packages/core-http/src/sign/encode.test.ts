import fc from "fast-check";
import { expect, it } from "vitest";
import { encode, queryOf } from "./encode.ts";

const text = fc.string({ unit: "grapheme", maxLength: 40 });

it("writes the query of huaweicloud-sdk-go-v3's and -python-v3's signer tests", () => {
  const query = { limit: 1, enable: true, test: "一 (&=?!#%.*)", path: "/tmp/123", multi: ["1", "2", "3"] };
  expect(queryOf(query)).toBe(
    "enable=true&limit=1&multi=1&multi=2&multi=3&path=%2Ftmp%2F123&test=%E4%B8%80%20%28%26%3D%3F%21%23%25.%2A%29",
  );
});

it.for([
  [{}, ""],
  [undefined, ""],
  [{ a: "" }, "a="],
  [{ a: undefined, b: "1" }, "b=1"],
  [{ a: [] }, ""],
  [{ a: ["2", "", "10"] }, "a=&a=10&a=2"],
  [{ b: "1", B: "2", "b-": "3" }, "B=2&b=1&b-=3"],
] as const)("writes %j as %j", ([query, written]) => {
  expect(queryOf(query)).toBe(written);
});

it("uses nothing but unreserved characters and upper-case hex, and can be read back", () => {
  fc.assert(
    fc.property(text, (value) => {
      expect(encode(value)).toMatch(/^([A-Za-z0-9._~-]|%[0-9A-F]{2})*$/);
      expect(decodeURIComponent(encode(value))).toBe(value);
    }),
  );
});

it("is the same query whatever the order in which it was written, and can be read back", () => {
  fc.assert(
    fc.property(fc.dictionary(text, text, { maxKeys: 6, noNullPrototype: true }), (query) => {
      const backwards = Object.fromEntries(Object.entries(query).toReversed());
      expect(queryOf(backwards)).toBe(queryOf(query));
      expect(Object.fromEntries(new URLSearchParams(queryOf(query)))).toEqual(query);
    }),
  );
});
