import fc from "fast-check";
import { expect, it } from "vitest";
import { parseDuration } from "../config/duration.ts";
import { exact, rough, took } from "./duration.ts";

it.for([
  [0, "0s"],
  [12_400, "12s"],
  [9 * 60_000 + 20_000, "9m"],
  [2 * 3_600_000 + 5 * 60_000, "2h 5m"],
  [28 * 3_600_000, "1d 4h"],
  [41.4 * 86_400_000, "41d"],
  [30 * 86_400_000 - 1, "30d"],
  [3_600_000 - 1, "1h"],
  [60_000 - 1, "1m"],
] as const)("is rough where nobody needs more: %i ms is %s", ([ms, text]) => {
  expect(rough(ms)).toBe(text);
});

it("tells how long something took", () => {
  expect([took(400), took(12_000), took(125_000)]).toEqual(["0.4s", "12.0s", "2m 5s"]);
});

it("reads back what it wrote exactly", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e7 }), (seconds) => parseDuration(exact(seconds * 1000)) === seconds * 1000),
  );
});

it.for(["", "monthly", "1", "1w", "-1d", "1.5h", "d"])("takes %j for no duration", (text) => {
  expect(parseDuration(text)).toBeUndefined();
});
