import { expect, it } from "vitest";
import { short } from "./short.ts";

it.each([
  [0, "0s"],
  [999, "0s"],
  [9_000, "9s"],
  [540_000, "9m"],
  [90_000, "1m 30s"],
  [100_800_000, "1d 4h"],
  [2_592_000_000, "30d"],
  [86_400_000 + 60_000, "1d"],
])("%d ms is %s", (ms, text) => {
  expect(short(ms)).toBe(text);
});
