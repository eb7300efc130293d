import { expect, it } from "vitest";
import { withoutPaths } from "./positions.ts";

/** What a trace makes of a file's name. */
const traced = (file: string): string => {
  const frame = { toString: () => `f (${file}:1:2)` } as NodeJS.CallSite;
  return String(Error.prepareStackTrace?.(new Error("x"), [frame]));
};

it("names files by their paths, so that Pulumi finds them relative to the program, and only until it is told to stop", () => {
  const before: unknown = Reflect.get(Error, "prepareStackTrace");
  const stop = withoutPaths();
  expect(traced("file:///a%20b/index.js")).toContain("f (/a b/index.js:1:2)");
  expect(traced("/a/index.js")).toContain("f (/a/index.js:1:2)");
  stop();
  expect(Reflect.get(Error, "prepareStackTrace")).toBe(before);
});
