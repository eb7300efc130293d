import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { classesUpTo, plainTraces } from "./positions.ts";

const HOOK = "prepareStackTrace";
let runners: unknown;

beforeEach(() => {
  runners = Reflect.get(Error, HOOK);
});

afterEach(() => {
  Reflect.set(Error, HOOK, runners);
});

/** A frame of a function, or of a constructor, as V8 hands it over. */
const frameOf = (file: string | undefined, name = "f", isConstructor = false) =>
  ({
    getFileName: () => file,
    getFunctionName: () => name,
    isConstructor: () => isConstructor,
    toString: () => `${name} (${String(file)}:1:2)`,
  }) as NodeJS.CallSite;

/** What a trace makes of frames. */
const tracedAll = (...frames: readonly NodeJS.CallSite[]) =>
  String(Error.prepareStackTrace?.(new Error("x"), [...frames]));

/** What a trace makes of a file's name. */
const traced = (file: string): string => tracedAll(frameOf(file));

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
    const stop = plainTraces([]);
    expect(traced("file:///a%20b/index.js")).toBe(trace);
    expect(traced("/a b/index.js")).toBe(trace);
    stop();
    expect(Reflect.get(Error, HOOK)).toBe(before);
  },
);

it("leaves frames to who asks for all of them, and gives everybody theirs again", () => {
  const frames = () => new Error("x").stack?.split("\n    at ").length ?? 0;
  const before = [Error.stackTraceLimit, frames()];
  const stop = plainTraces([]);
  expect(frames()).toBe(1);
  Error.stackTraceLimit = Number.POSITIVE_INFINITY;
  expect(frames()).toBeGreaterThan(2);
  stop();
  expect([Error.stackTraceLimit, frames()]).toEqual(before);
});

describe("a resource's trace", () => {
  const program = [frameOf("/p/stack.js", "Stack", true), frameOf("/p/index.js")];
  const sdk = frameOf("/p/node_modules/@pulumi/pulumi/resource.js", "CustomResource", true);
  const below = [
    frameOf(undefined, "forEach"),
    frameOf("node:internal/loader"),
    frameOf("C:\\p\\@pulumi\\pulumi\\run.js"),
  ];

  beforeEach(() => {
    Reflect.set(Error, HOOK, undefined);
  });

  it("names what Pulumi counts, and then the program alone", () => {
    const stop = plainTraces(["Cache", "Declaration"]);
    const ours = [frameOf("/r/declaration.js", "Declaration", true), frameOf("/r/dcs.js", "Cache", true)];
    const written = tracedAll(sdk, frameOf("/r/resource.js", "Declared", true), ...ours, ...program, ...below);
    expect(written).toBe(tracedAll(sdk, frameOf("/r/resource.js", "Declared", true), ...program));
    stop();
  });

  it("has a place for a module's own code, which has no name", () => {
    const stop = plainTraces([]);
    const nameless = { ...frameOf("file:///p/index.js"), toString: () => "file:///a%20b/index.js:3:1" };
    expect(tracedAll(nameless)).toBe("Error: x\n    at <anonymous> (/a b/index.js:3:1)");
    stop();
  });

  it("is left as it is where none of the classes stands in it", () => {
    const stop = plainTraces(["Cache"]);
    expect(tracedAll(sdk, frameOf("/p/index.js", "Cache"), ...below).split("\n")).toHaveLength(6);
    stop();
  });

  it("knows the classes by their names, those of the program that extend them too", () => {
    class Declaration extends Map {}
    class Cache extends Declaration {}
    class Mine extends Cache {}
    expect(classesUpTo(Mine, Map)).toEqual(["Mine", "Cache", "Declaration"]);
  });
});
