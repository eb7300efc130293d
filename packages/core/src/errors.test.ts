import { expect, it } from "vitest";
import { CredentialError, type ErrorCode, hasCode, problemOf, provesUnchanged } from "./errors.ts";

const details = {
  service: "dcs",
  operation: "resetAclAccountPassWord",
  status: 400,
  serviceCode: "DCS.4036",
  requestId: "9f0c2e",
  encodedAuthorizationMessage: "AQID".repeat(20),
};

it("keeps its cause and what it was about", () => {
  const cause = new Error("400");
  const error = new CredentialError("ERR_REFUSED", "refused", { ...details, cause, againAt: new Date(5) });
  expect(error).toMatchObject({ name: "CredentialError", code: "ERR_REFUSED", cause, details, againAt: new Date(5) });
  expect("cause" in new CredentialError("ERR_REFUSED", "refused")).toBe(false);
});

it("is told apart by its code, and by another copy of this package too", async () => {
  const url = new URL("errors.ts?copy", import.meta.url).href;
  const copy: typeof import("./errors.ts") = await import(/* @vite-ignore */ url);
  const error: unknown = new copy.CredentialError("ERR_REFUSED", "refused", details);
  expect(error).not.toBeInstanceOf(CredentialError);
  expect(hasCode(error, "ERR_DRIFTED", "ERR_REFUSED")).toBe(true);
  expect(hasCode(error, "ERR_DRIFTED")).toBe(false);
  expect(problemOf(error)).toMatchObject({ code: "ERR_REFUSED", message: "refused", ...details });
});

it.each([
  undefined,
  null,
  "ERR_REFUSED",
  new Error("ERR_REFUSED"),
  { code: "ERR_REFUSED", details: {} },
  Object.assign(new Error("of somebody else"), { code: "ERR_REFUSED" }),
])("takes nothing else for one of ours: %s", (error) => {
  expect(hasCode(error, "ERR_REFUSED")).toBe(false);
  expect(provesUnchanged(error)).toBe(false);
});

it.each<[ErrorCode, boolean]>([
  ["ERR_DECLARATION", true],
  ["ERR_REFUSED", true],
  ["ERR_DRIFTED", true],
  ["ERR_IDENTITY", true],
  ["ERR_UNAVAILABLE", true],
  ["ERR_OUTCOME_UNKNOWN", false],
  ["ERR_DELIVERY", false],
  ["ERR_CONFLICT", false],
  ["ERR_STUCK", false],
])("%s proves that nothing was changed: %s (law 14)", (code, isProof) => {
  expect(provesUnchanged(new CredentialError(code, "x"))).toBe(isProof);
  expect(problemOf(new CredentialError(code, "x")).code).toBe(code);
});

it("takes an error of nobody's for an unknown outcome, and leaves its text out", () => {
  const problem = problemOf(new TypeError("canary-in-a-text"));
  expect(problem.code).toBe("ERR_OUTCOME_UNKNOWN");
  expect(problem.message).not.toContain("canary");
});
