import { type Credential, type Declaration, fresh, type Schedule } from "@rekey/core";
import { expect, it } from "vitest";
import { forecast } from "./forecast.ts";
import { DAY_MS, declarationOf, HOUR_MS, sample } from "./house.fixture.ts";

const now = new Date("2026-03-27T12:00Z");
const current = { number: 1, facts: {}, since: new Date("2026-03-20T12:00Z") };
const declared = (rotate: Schedule): Declaration => ({ ...declarationOf(sample("set-blind"), "ada"), rotate });
const told = (row: Partial<Credential>, rotate: Schedule) =>
  forecast({ ...fresh("c1", now), ...row }, declared(rotate), { now, count: 3 }).map(
    ({ at, reason = "", mark = "" }) => `${at.toISOString().slice(5, 16)} ${reason}${mark}`,
  );

it("begins with what the row owes, and marks what a change of offset moves", () => {
  const nightly = { cron: "30 2 * * *", zone: "Europe/Berlin" };
  const row = { current, dueAt: new Date("2026-03-28T01:30Z") };
  expect(told(row, nightly)).toEqual(["03-28T01:30 ", "03-29T01:00 gap", "03-30T00:30 "]);
});

it("counts a period from the version in force", () => {
  const row = { current, dueAt: new Date("2026-03-30T12:00Z") };
  expect(told(row, { everyMs: 10 * DAY_MS })).toEqual(["03-30T12:00 ", "04-09T12:00 ", "04-19T12:00 "]);
});

it("begins at once with what was never rotated, or when it may", () => {
  expect(told({}, { everyMs: DAY_MS })).toEqual(["03-27T12:00 ", "03-28T12:00 ", "03-29T12:00 "]);
  const windows = [{ cron: "0 2 * * *", durationMs: HOUR_MS }];
  expect(told({}, { everyMs: DAY_MS, windows })[0]).toBe("03-28T02:00 window");
  expect(told({ pausedUntil: new Date("2026-04-01T00:00Z") }, { everyMs: DAY_MS })[0]).toBe("04-01T00:00 pause");
});

it("knows nothing where the schedule cannot be read", () => {
  expect(told({ current }, { cron: "never" })).toEqual([]);
});
