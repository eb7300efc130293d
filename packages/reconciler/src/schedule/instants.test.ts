import { describe, expect, it } from "vitest";
import { instants } from "./instants.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe("a forecast", () => {
  it("of a period counts from each rotation to the next", () => {
    const found = instants({ everyMs: 30 * DAY_MS }, { from: new Date("2026-01-01T00:00Z"), count: 3 });
    expect(found.map(({ at }) => at.toISOString().slice(0, 10))).toEqual(["2026-01-31", "2026-03-02", "2026-04-01"]);
  });

  it("marks what a change of offset moves, and what it shows twice", () => {
    const told = (cron: string, from: string): string[] =>
      instants({ cron, zone: "Europe/Berlin" }, { from: new Date(from), count: 3 }).map(
        ({ at, mark = "" }) => `${at.toISOString().slice(5, 16)} ${mark}`,
      );
    expect(told("30 2 * * *", "2026-03-28T00:00Z")).toEqual(["03-28T01:30 ", "03-29T01:00 gap", "03-30T00:30 "]);
    expect(told("30 2 * * *", "2026-10-24T00:00Z")).toEqual(["10-24T00:30 ", "10-25T00:30 fold", "10-26T01:30 "]);
    expect(told("0 2,4 * * *", "2026-10-24T12:00Z")).toEqual(["10-25T00:00 fold", "10-25T01:00 fold", "10-25T03:00 "]);
  });

  it("says when each is owed, when it may begin and why not at once", () => {
    const windows = [{ cron: "0 2 * * 6", durationMs: 4 * HOUR_MS }];
    const blackouts = [{ from: "2026-01-10", to: "2026-01-12" }];
    const found = instants(
      { everyMs: 7 * DAY_MS, windows, blackouts },
      { from: new Date("2026-01-01T00:00Z"), count: 2 },
    );
    expect(found).toEqual([
      { dueAt: new Date("2026-01-08T00:00Z"), at: new Date("2026-01-17T02:00Z"), reason: "window" },
      { dueAt: new Date("2026-01-24T02:00Z"), at: new Date("2026-01-24T02:00Z") },
    ]);
  });

  it("begins nothing in the past or in a pause, and gathers what was missed into one", () => {
    const from = new Date("2026-01-01T12:00Z");
    const now = new Date("2026-03-01T12:00Z");
    const found = instants(
      { cron: "0 3 * * *" },
      { from, now, count: 2, pause: { until: new Date("2026-03-05T00:00Z") } },
    );
    expect(found).toEqual([
      { dueAt: new Date("2026-01-02T03:00Z"), at: new Date("2026-03-05T00:00Z"), reason: "pause" },
      { dueAt: new Date("2026-03-05T03:00Z"), at: new Date("2026-03-05T03:00Z") },
    ]);
  });

  it("begins what was missed now", () => {
    const now = new Date("2026-03-01T12:00Z");
    const [missed] = instants({ cron: "0 3 * * *" }, { from: new Date("2026-01-01T12:00Z"), now, count: 1 });
    expect(missed).toEqual({ dueAt: new Date("2026-01-02T03:00Z"), at: now });
  });

  it("holds a credential's own jitter where it is told whose", () => {
    const schedule = { cron: "0 3 * * *", jitterMs: HOUR_MS };
    const from = new Date("2026-01-01T00:00Z");
    const [bare] = instants(schedule, { from, count: 1 });
    const [own] = instants(schedule, { from, count: 1, uid: "cr-1" });
    expect(bare?.at).toEqual(new Date("2026-01-01T03:00Z"));
    expect(own?.at.getTime()).toBeGreaterThan(bare?.at.getTime() ?? 0);
  });

  it("ends where ten years have no more", () => {
    expect(instants({ cron: "0 0 30 2 *" }, { from: new Date("2026-01-01"), count: 5 })).toEqual([]);
  });
});
