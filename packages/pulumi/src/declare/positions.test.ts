import { afterEach, beforeEach, expect, it } from "vitest";
import { withoutPaths } from "./positions.ts";

const HOOK = "prepareStackTrace";
let runners: unknown;

beforeEach(() => {
  runners = Reflect.get(Error, HOOK);
});

afterEach(() => {
  Reflect.set(Error, HOOK, runners);
});

/** What a trace makes of a file's name. */
const traced = (file: string): string => {
  const frame = { toString: () => `f (${file}:1:2)` } as NodeJS.CallSite;
  return String(Error.prepareStackTrace?.(new Error("x"), [frame]));
};

it.for([
  ["nobody else", undefined, "Error: x\n    at f (/a b/index.js:1:2)"],
  [
    "another hook",
    (error: Error, frames: readonly { readonly toString: () => string }[]) =>
      `${error.name} by ${frames.map((frame) => frame.toString()).join()}`,
    "Error by f (/a b/index.js:1:2)",
  ],
] as const)(
  "names files by their paths where %s writes traces, and only until it is told to stop",
  ([, before, trace]) => {
    Reflect.set(Error, HOOK, before);
    const stop = withoutPaths();
    expect(traced("file:///a%20b/index.js")).toBe(trace);
    expect(traced("/a b/index.js")).toBe(trace);
    stop();
    expect(Reflect.get(Error, HOOK)).toBe(before);
  },
);

it("leaves frames to who asks for all of them, and gives everybody theirs again", () => {
  const frames = () => new Error("x").stack?.split("\n    at ").length ?? 0;
  const before = [Error.stackTraceLimit, frames()];
  const stop = withoutPaths();
  expect(frames()).toBe(1);
  Error.stackTraceLimit = Number.POSITIVE_INFINITY;
  expect(frames()).toBeGreaterThan(2);
  stop();
  expect([Error.stackTraceLimit, frames()]).toEqual(before);
});
