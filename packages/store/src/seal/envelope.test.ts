import { Secret } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { newDataKey, unwrapKey, wrapKey } from "./envelope.ts";
import { keyIdOf, newSealKey, type SealKey } from "./key.ts";

const daily: SealKey = { source: "file:/etc/rekey/seal.key", key: newSealKey() };
const recovery: SealKey = { source: "recovery", key: newSealKey() };
const stranger: SealKey = { source: "env:OTHER", key: newSealKey() };
const dataKey = newDataKey();
const wrapped = [wrapKey(dataKey, "s1", daily), wrapKey(dataKey, "s1", recovery)];

describe("an envelope", () => {
  it.for([
    ["the daily key", daily],
    ["the recovery key", recovery],
  ] as const)("opens with %s", ([, key]) => {
    expect(unwrapKey(wrapped, "s1", [stranger, key]).equals(dataKey)).toBe(true);
  });

  it("names the keys it wants and the one that was offered", () => {
    const message = `wrong seal key: the store wants key ${keyIdOf(daily)}… (file:/etc/rekey/seal.key) or ${keyIdOf(recovery)}… (recovery) and was offered ${keyIdOf(stranger)}… (env:OTHER)`;
    expect(() => unwrapKey(wrapped, "s1", [stranger])).toThrow(
      expect.objectContaining({ code: "ERR_DECLARATION", message }),
    );
    expect(() => unwrapKey(wrapped, "s1", [])).toThrow("was offered none");
  });

  it("refuses a wrapped key of another store, and one that was changed", () => {
    expect(() => unwrapKey(wrapped, "s2", [daily])).toThrow("was changed or is another store's");
    const changed = wrapped.map((key) => ({ ...key, wrapped: key.wrapped.with(20, (key.wrapped[20] ?? 0) ^ 1) }));
    expect(() => unwrapKey(changed, "s1", [daily])).toThrow("was changed or is another store's");
  });
});

describe("a seal key", () => {
  it("is read with the line's end that a file has", () => {
    const spaced = { source: "file:k", key: new Secret(`${daily.key.reveal()}\n`) };
    expect(keyIdOf(spaced)).toBe(keyIdOf(daily));
  });

  it("has an id of eight hexadecimal digits that is not part of it", () => {
    expect(keyIdOf(daily)).toMatch(/^[0-9a-f]{8}$/);
    expect(keyIdOf(daily)).not.toBe(keyIdOf(recovery));
  });

  it.for(["", "rekey-seal-1:", "rekey-seal-1:AAAA", "rekey-seal-2:" + "A".repeat(43) + "=", "canary-not-a-key"])(
    "is not %j, and the refusal does not quote it",
    (text) => {
      const wrong = { source: "file:k", key: new Secret(text) };
      expect(() => keyIdOf(wrong)).toThrow(
        expect.objectContaining({ code: "ERR_DECLARATION", message: "file:k holds no seal key" }),
      );
    },
  );
});
