import { expect, it } from "vitest";
import { isComplex } from "./password.ts";

it.each([
  ["Abcdef12", true],
  ["abcdef1-", true],
  ["ABCDEF1-", true],
  ["`~!@#$%^&*()-_=+\\|{},<.>/?aA", true],
  ["Ab1-".repeat(16), true],
  ["Abcdef1", false],
  [`${"Ab1-".repeat(16)}x`, false],
  ["abcdefgh1", false],
  ["Abcdef1:", false],
  ["Abcdef1;", false],
  ["Abcdef 1", false],
  ["Abcdef1ä", false],
  ["xAPP1-yz", false],
  ["x-Ppa-123", false],
])("%s is complex enough for the user app: %s", (password, expected) => {
  expect(isComplex(password, "app")).toBe(expected);
});
