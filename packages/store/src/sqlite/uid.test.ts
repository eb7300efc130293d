import fc from "fast-check";
import { expect, it } from "vitest";
import { newUid } from "./uid.ts";

const SEVEN = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it("is a UUID of version 7, and later ones sort behind", () => {
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 48 - 2 }), (now) => {
      expect(newUid(now)).toMatch(SEVEN);
      expect(Number.parseInt(newUid(now).replace("-", "").slice(0, 12), 16)).toBe(now);
      expect(newUid(now) < newUid(now + 1)).toBe(true);
    }),
  );
});

it("is another each time", () => {
  expect(new Set(Array.from({ length: 1000 }, () => newUid(1))).size).toBe(1000);
});
