import { type Attempt, type Credential, CredentialError, type ErrorCode, fresh, Secret } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { stuckBy, waitingFor } from "./react.ts";

const now = new Date(Date.UTC(2026, 5, 1));
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const error = (code: ErrorCode) => new CredentialError(code, "why");

const attempt: Attempt = {
  version: 2,
  why: "",
  phase: "sent",
  before: {},
  facts: {},
  openedAt: now,
  candidate: { secret: new Secret("canary-two") },
};
const row = (quietUntil?: Date): Credential => ({ ...fresh("c1", now), attempt: { ...attempt, quietUntil } });
const idle = fresh("c1", now);

describe("stuck", () => {
  it.each<[string, ErrorCode, Credential, string | undefined]>([
    ["what asks for a person", "ERR_STUCK", idle, "why"],
    ["a refused current secret, with nothing in the air", "ERR_DRIFTED", idle, "drifted: why"],
    [
      "a refusal after the quiet time of an unknown",
      "ERR_REFUSED",
      row(inMinutes(-1)),
      "an earlier request may have landed: why",
    ],
    [
      "a refused old secret after the quiet time",
      "ERR_DRIFTED",
      row(inMinutes(-1)),
      "an earlier request may have landed: why",
    ],
    ["never a refusal before the quiet time is over (law 11)", "ERR_REFUSED", row(inMinutes(1)), undefined],
    ["never a first refusal", "ERR_REFUSED", idle, undefined],
    ["never an unknown outcome", "ERR_OUTCOME_UNKNOWN", row(inMinutes(-1)), undefined],
    ["never our own key", "ERR_IDENTITY", row(inMinutes(-1)), undefined],
  ])("is %s", (_, code, credential, message) => {
    expect(stuckBy(error(code), credential, now)?.message).toBe(message);
  });

  it("always names what a person can do", () => {
    expect(stuckBy(error("ERR_DRIFTED"), idle, now)?.problem?.remedy).toBe("import the one that is in force");
  });
});

describe("waiting", () => {
  it("ends no later than the quiet time of what is in the air", () => {
    expect(waitingFor(error("ERR_REFUSED"), row(inMinutes(3)), now).until).toEqual(inMinutes(3));
    expect(waitingFor(error("ERR_REFUSED"), row(inMinutes(-3)), now).until).toEqual(inMinutes(15));
  });

  it("has the error's own reason and time, and keeps its problem", () => {
    const locked = new CredentialError("ERR_UNAVAILABLE", "locked", {
      againAt: inMinutes(5),
      reason: "lock",
      serviceCode: "423",
    });
    expect(waitingFor(locked, row(inMinutes(3)), now)).toMatchObject({
      reason: "lock",
      message: "locked",
      until: inMinutes(5),
      problem: { code: "ERR_UNAVAILABLE", serviceCode: "423" },
    });
  });

  it("says nothing of an error that is not ours, which may hold anything (law 10)", () => {
    const waiting = waitingFor(new Error("canary-in-a-message"), idle, now);
    expect(JSON.stringify(waiting)).not.toContain("canary-");
    expect(waiting.reason).toBe("unknown");
  });
});
