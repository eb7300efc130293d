import { describe, expect, it } from "vitest";
import { type Dialect, forwarded, loginOf } from "./login.ts";
import { type Command, written } from "./resp.ts";

const command = (text: string): Command => {
  const words = text.split(" ").map((word) => Buffer.from(word));
  return { words, raw: written(words) };
};

describe("a login", () => {
  it.each([
    ["AUTH app:pass-a", { user: "app", password: "pass-a", form: "one" }],
    ["auth app:pass:a", { user: "app", password: "pass:a", form: "one" }],
    ["AUTH pass-a", { user: "default", password: "pass-a", form: "one" }],
    ["AUTH app pass-a", { user: "app", password: "pass-a", form: "two" }],
    ["HELLO 3 AUTH app pass-a", { user: "app", password: "pass-a", form: "two" }],
    ["hello 3 setname me auth app pass-a", { user: "app", password: "pass-a", form: "two" }],
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
    ["AUTH app:pass-a", five, "AUTH app pass-a"],
    ["AUTH pass-a", five, "AUTH pass-a"],
    ["AUTH app pass-a", five, "AUTH"],
    ["AUTH app pass-a", oneOnly, "AUTH"],
    ["AUTH app pass-a", six, "AUTH app pass-a"],
    ["HELLO 3 AUTH app pass-a", five, "HELLO 3 AUTH app pass-a"],
    ["HELLO 3 AUTH app pass-a", oneOnly, "AUTH"],
    ["HELLO 3 AUTH app pass-a", six, "HELLO 3 AUTH app pass-a"],
    ["GET AUTH", five, "GET AUTH"],
  ])("of %s to %j is %s", (text, dialect, expected) => {
    expect(forwarded(command(text), dialect).toString()).toBe(command(expected).raw.toString());
  });
});
