import { CredentialError, systemClock } from "@rekey/core";
import { expect, it } from "vitest";
import { isMissing, writtenAt } from "./ask.ts";
import { reply } from "./cloud.fixture.ts";

it("says when a reply was written, by the service's clock", () => {
  expect(writtenAt(reply({}))).toEqual(new Date("2026-11-21T12:00:00Z"));
});

it.for(["", "never"])("says our own time where a reply's date is %o", (date) => {
  const before = systemClock.now().getTime();
  expect(writtenAt(reply({}, { date })).getTime()).toBeGreaterThanOrEqual(before);
});

it("knows what is missing by the status of a refusal", () => {
  expect(isMissing(new CredentialError("ERR_DECLARATION", "gone", { status: 404 }))).toBe(true);
  expect(isMissing(new CredentialError("ERR_DECLARATION", "console", { status: 403 }))).toBe(false);
  expect(isMissing(new CredentialError("ERR_UNAVAILABLE", "down", { status: 404 }))).toBe(false);
});
