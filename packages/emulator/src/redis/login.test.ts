import { describe, expect, it } from "vitest";
import { type Dialect, forwarded, loginOf } from "./login.ts";
import { type Command, written } from "./resp.ts";

const command = (text: string): Command => {
  const words = text.split(" ").map((word) => Buffer.from(word));
  return { words, raw: written(words) };
};

describe("a login", () => {
  it.each([
    ["AUTH app:canary-a", { user: "app", password: "canary-a", form: "one" }],
    ["auth app:canary:a", { user: "app", password: "canary:a", form: "one" }],
    ["AUTH canary-a", { user: "default", password: "canary-a", form: "one" }],
    ["AUTH app canary-a", { user: "app", password: "canary-a", form: "two" }],
    ["HELLO 3 AUTH app canary-a", { user: "app", password: "canary-a", form: "two" }],
    ["hello 3 setname me auth app canary-a", { user: "app", password: "canary-a", form: "two" }],
    ["HELLO 3", undefined],
    ["AUTH", undefined],
    ["AUTH a b c", undefined],
    ["PING", undefined],
  ])("is read out of %s", (text, expected) => {
    expect(loginOf(command(text))).toEqual(expected);
  });
});

describe("what is forwarded", () => {
  const five: Dialect = { version: "5.0", takesTwoArguments: true };
  const six: Dialect = { version: "6.0", takesTwoArguments: true };
  const oneOnly: Dialect = { version: "7.0", takesTwoArguments: false };

  it.each([
    ["AUTH app:canary-a", five, "AUTH app canary-a"],
    ["AUTH canary-a", five, "AUTH canary-a"],
    ["AUTH app canary-a", five, "AUTH"],
    ["AUTH app canary-a", oneOnly, "AUTH"],
    ["AUTH app canary-a", six, "AUTH app canary-a"],
    ["HELLO 3 AUTH app canary-a", five, "HELLO 3 AUTH app canary-a"],
    ["HELLO 3 AUTH app canary-a", oneOnly, "AUTH"],
    ["HELLO 3 AUTH app canary-a", six, "HELLO 3 AUTH app canary-a"],
    ["GET AUTH", five, "GET AUTH"],
  ])("of %s to %j is %s", (text, dialect, expected) => {
    expect(forwarded(command(text), dialect).toString()).toBe(command(expected).raw.toString());
  });
});
