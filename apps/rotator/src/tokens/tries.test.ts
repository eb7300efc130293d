import { virtualClock } from "@rekey/core/testing";
import { expect, it } from "vitest";
import { Tries } from "./tries.ts";

it("counts only so many apart, so that nobody fills the memory by failing", () => {
  const tries = new Tries(virtualClock());
  for (let key = 0; key < 10_000; key++) expect(tries.fail([`from ${key}`])).toBeUndefined();
  for (let key = 0; key < 20; key++) expect(tries.fail([`late ${key}`])).toBeUndefined();
  expect(tries.fail(["late 20"])).toBe(60_000);
  expect(tries.fail(["from 1"])).toBeUndefined();
});
