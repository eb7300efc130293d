import { expect, it } from "vitest";
import { connectionShape } from "./shape.ts";

const isTaken = (place: string): boolean => connectionShape.safeParse({ region: "cn-north-4", reach: [place] }).success;

it.for(["10.0.0.0/8:6379", "[fd00::/8]:6379", "redis.example.com:*"])("takes the place %s", (place) => {
  expect(isTaken(place)).toBe(true);
});

it.for(["10.0.0.0/8", "redis.example.com:", "redis.example.com:1-2", "a b:6379"])("refuses the place %s", (place) => {
  expect(isTaken(place)).toBe(false);
});
