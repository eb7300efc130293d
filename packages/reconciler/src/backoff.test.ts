import { CredentialError, type ErrorCode } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { againAt, backOffs } from "./backoff.ts";

const now = new Date(0);
const MINUTE_MS = 60_000;
const minutes = (error: unknown, fails: number, uid = "c1") =>
  againAt(error, { uid, fails, now }).getTime() / MINUTE_MS;

describe("back-off", () => {
  it.each<[ErrorCode, string, readonly number[]]>([
    ["ERR_DECLARATION", "declaration", [15, 30, 60, 1440]],
    ["ERR_REFUSED", "refused", [15, 30, 60, 1440]],
    ["ERR_DRIFTED", "unknown", [15, 30, 60, 1440]],
  ])("after %s is exact (%s)", (code, reason, expected) => {
    expect([0, 1, 2, 20].map((fails) => minutes(new CredentialError(code, ""), fails))).toEqual(expected);
    expect(backOffs[code].reason).toBe(reason);
  });

  it.each<[ErrorCode, string, readonly number[]]>([
    ["ERR_IDENTITY", "circuit", [1, 2, 4, 60]],
    ["ERR_UNAVAILABLE", "busy", [5 / 60, 10 / 60, 20 / 60, 15]],
    ["ERR_OUTCOME_UNKNOWN", "unknown", [1, 2, 4, 60]],
    ["ERR_DELIVERY", "unknown", [1, 2, 4, 60]],
  ])("after %s is short, and each credential's own (%s)", (code, reason, expected) => {
    const waits = [0, 1, 2, 20].map((fails) => minutes(new CredentialError(code, ""), fails));
    for (const [index, wait] of waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual(expected[index] ?? 0);
      expect(wait).toBeLessThanOrEqual((expected[index] ?? 0) * 1.25);
    }
    expect(minutes(new CredentialError(code, ""), 0, "c2")).not.toBe(waits[0]);
    expect(backOffs[code].reason).toBe(reason);
  });

  it("is the time that the error names, where it names one", () => {
    const error = new CredentialError("ERR_UNAVAILABLE", "", { againAt: new Date(7 * MINUTE_MS) });
    expect(minutes(error, 9)).toBe(7);
    const past = new CredentialError("ERR_UNAVAILABLE", "", { againAt: new Date(-7 * MINUTE_MS) });
    expect(minutes(past, 9)).toBe(1 / 60);
  });

  it("after an error that is not ours is that of an unknown outcome", () => {
    expect(minutes(new TypeError("a mistake"), 0)).toBe(minutes(new CredentialError("ERR_OUTCOME_UNKNOWN", ""), 0));
  });

  it("is the same in every process (law 12)", () => {
    const waits = ["c1", "c2", "c3"].map((uid) => minutes(new TypeError("a mistake"), 1, uid).toFixed(3));
    expect(waits).toMatchInlineSnapshot(`
      [
        "2.162",
        "2.233",
        "2.227",
      ]
    `);
  });
});
