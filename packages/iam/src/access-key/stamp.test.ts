import { expect, it } from "vitest";
import { since, stamped, unstamped } from "./stamp.ts";

const at = new Date("2026-11-21T12:00:00Z");

it.for(["", "made by Rekey", "[draft] key"])("keeps the description %o beside the instant", (description) => {
  const text = stamped(description, at);
  expect(since(text)).toEqual(at);
  expect(unstamped(text)).toBe(description);
  expect(stamped(text, at)).toBe(text);
});

it.for([undefined, "", "made by Rekey", "[rekey: inactive since whenever]", "[rekey: inactive since ] more"])(
  "finds no instant in %o",
  (description) => {
    expect(since(description)).toBeUndefined();
  },
);
