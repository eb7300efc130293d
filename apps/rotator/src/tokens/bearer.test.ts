import fc from "fast-check";
import { expect, it } from "vitest";
import { newBearer, readBearer } from "./bearer.ts";

it("is one word of letters and digits that scanners can find", () => {
  expect(newBearer().text.reveal()).toMatch(/^rk_[0-9A-Za-z]{11}_[0-9A-Za-z]{49}$/);
});

it("is read back to what a store keeps, which does not hold it (law 10)", () => {
  const { text, ...kept } = newBearer();
  expect(readBearer(text.reveal())).toEqual(kept);
  expect(JSON.stringify(kept)).not.toContain(text.reveal().slice(-49));
  expect(String(text)).toBe("[secret]");
});

it("has the same length whatever the bytes, and another text for other bytes", () => {
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
  const texts = new Map<string, string>();
  const holds = fc.property(bytes(8), bytes(32), (id, secret) => {
    const given = [id, secret];
    const text = newBearer(() => given.shift() ?? new Uint8Array()).text.reveal();
    const source = Buffer.concat([id, secret]).toString("hex");
    const isNew = (texts.get(text) ?? source) === source;
    texts.set(text, source);
    return isNew && readBearer(text) !== undefined;
  });
  fc.assert(holds, {
    seed: 6,
    examples: [
      [new Uint8Array(8), new Uint8Array(32)],
      [new Uint8Array(8).fill(255), new Uint8Array(32).fill(255)],
    ],
  });
});

it("is not read where one character is wrong, missing or too much", () => {
  const whole = newBearer().text.reveal();
  const spoilt = fc
    .nat(whole.length - 1)
    .chain((at) =>
      fc.constantFrom(
        whole.slice(0, at) + whole.slice(at + 1),
        `${whole.slice(0, at)}0${whole.slice(at)}`,
        whole.slice(0, at) + (whole[at] === "x" ? "y" : "x") + whole.slice(at + 1),
      ),
    );
  fc.assert(
    fc.property(spoilt, (text) => readBearer(text) === undefined),
    { seed: 6 },
  );
});

it.for(["", "rk_", "Bearer rk_", "canary-Password-1", `x${"0".repeat(63)}`])("reads %j as no token", (text) => {
  expect(readBearer(text)).toBeUndefined();
});
