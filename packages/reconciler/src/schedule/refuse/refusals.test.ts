import type { Schedule } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { nextDue } from "../due.ts";
import { openAt } from "../open.ts";
import { refusals } from "./refusals.ts";
import type { Beside } from "./together.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const YEAR_MS = 365 * DAY_MS;
const now = new Date("2026-06-03T12:00Z");
const monthly: Schedule = { everyMs: 30 * DAY_MS };
const nightly: Schedule = { cron: "0 3 * * *", zone: "Europe/Berlin" };
const night = { cron: "0 2 * * *", durationMs: 2 * HOUR_MS };

function told(schedule: Schedule, beside?: Beside): string[] {
  return refusals(schedule, now, beside).map(({ path, message, remedy }) => `${path} ${message}: ${remedy}`);
}

describe("a schedule that cannot be read", () => {
  it.for<[Schedule, RegExp]>([
    [{ everyMs: 0 }, /^every is no time at all: write it like 30d/],
    [{ everyMs: 1.5 }, /^every is no time at all/],
    [{ everyMs: Number.NaN }, /^every is no time at all/],
    [{ everyMs: 11 * YEAR_MS }, /^every is longer than ten years: write a shorter period/],
    [{ cron: "0 3 * *" }, /^cron "0 3 \* \*" is no cron expression: it has not five fields: write minute, hour/],
    [{ cron: "61 3 * * *" }, /^cron .* Invalid value for minute: 61: write minute/],
    [{ cron: "03:00" }, /^cron "03:00" is no cron expression: it holds a colon/],
    [{ cron: "0 3 * * *", zone: "Berlin" }, /^zone "Berlin" is no time zone: write an IANA name/],
    [{ cron: "0 3 * * *", zone: "" }, /^zone "" is no time zone/],
    [{ ...monthly, jitterMs: -1 }, /^jitter is no length of time/],
    [{ ...monthly, windows: [] }, /^windows names no window, so no rotation could ever begin: write at least one/],
    [{ ...monthly, windows: [night, { ...night, durationMs: 0 }] }, /^windows.1.duration is no time at all/],
    [{ ...monthly, windows: [{ ...night, zone: "+02:00" }] }, /^windows.0.zone "\+02:00" is no time zone/],
    [
      { ...monthly, blackouts: [{ from: "2026-02-30", to: "2026-03-01" }] },
      /^blackouts.0.from "2026-02-30" is neither/,
    ],
    [{ ...monthly, blackouts: [{ from: "2026-03-01", to: "March" }] }, /^blackouts.0.to "March" is neither/],
    [
      { ...monthly, blackouts: [{ from: "2027-01-03", to: "2026-12-20" }] },
      /^blackouts.0.to "2026-12-20" is not later/,
    ],
    [
      { ...monthly, blackouts: [{ from: "2026-12-20", to: "2027-01-03", zone: "x" }] },
      /^blackouts.0.zone "x" is no time/,
    ],
  ])("is refused with what to write instead: %j", ([schedule, expected]) => {
    const found = told(schedule);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(expected);
  });

  it("is told everything at once", () => {
    const windows = [{ cron: "x", durationMs: 0, zone: "y" }];
    expect(refusals({ cron: "z", windows, jitterMs: -1 }, now).map(({ path }) => path)).toEqual([
      "cron",
      "windows.0.cron",
      "windows.0.zone",
      "windows.0.duration",
      "jitter",
    ]);
  });
});

describe("a schedule that never comes (P4)", () => {
  it.for<[Schedule, RegExp]>([
    [{ cron: "0 0 30 2 *" }, /^cron "0 0 30 2 \*" has no instant in the next ten years: write a day that exists/],
    [{ cron: "0 0 29 2 +MON" }, /^cron .* has no instant in the next ten years/],
    [{ cron: "30 2 29 3 *", windows: [{ ...night, cron: "0 0 31 9 *" }] }, /^windows.0.cron .* has no instant/],
    [
      { ...monthly, blackouts: [{ from: "2026-01-01", to: "2040-01-01" }] },
      /^blackouts leave no time to rotate in the next ten/,
    ],
    [
      { everyMs: YEAR_MS, windows: [{ ...night, cron: "0 2 24 12 *" }], blackouts: freezes() },
      /^blackouts leave no open window in the next ten years: write blackouts that end/,
    ],
  ])("is refused: %j", ([schedule, expected]) => {
    expect(told(schedule)).toEqual([expect.stringMatching(expected)]);
  });

  function freezes() {
    return Array.from({ length: 11 }, (_, at) => ({ from: `${2026 + at}-12-20`, to: `${2027 + at}-01-03` }));
  }

  it("is refused where a pause does not end", () => {
    const pause = { until: new Date("2099-01-01") };
    expect(told(monthly, { pause })).toEqual([
      expect.stringMatching(/^pause does not end within ten years: write a nearer/),
    ]);
    expect(told(monthly, { pause: { until: new Date("never") } })).toHaveLength(1);
  });
});

describe("a schedule in conflict with itself or its kind", () => {
  it.for<[Schedule, Beside, RegExp]>([
    [
      { everyMs: 2 * MINUTE_MS },
      { leastIntervalMs: 5 * MINUTE_MS },
      /^every puts rotations 2m apart, and the service wants 5m/,
    ],
    [
      { cron: "*/2 3 * * 6" },
      { leastIntervalMs: 5 * MINUTE_MS },
      /^cron puts rotations 2m apart.*write one that leaves at least 5m/,
    ],
    [{ ...nightly, jitterMs: DAY_MS }, {}, /^jitter 1d is not shorter than the 1d between two rotations \(`cron`\)/],
    [{ ...monthly, jitterMs: 31 * DAY_MS }, {}, /^jitter 31d is not shorter than the 30d .*write less than 30d/],
    [
      { ...nightly, windows: [night], jitterMs: 3 * HOUR_MS },
      {},
      /^jitter 3h reaches beyond a window of 2h.*at most 2h/,
    ],
    [
      { everyMs: DAY_MS, windows: [{ ...night, cron: "0 2 * * 6" }] },
      {},
      /^windows open less often than rotations are owed/,
    ],
    [
      { ...nightly, windows: [{ ...night, cron: "0 2 1 * *" }] },
      {},
      /^windows open less often.*write windows that open more often/,
    ],
  ])("is refused: %j beside %j", ([schedule, beside, expected]) => {
    expect(told(schedule, beside)).toEqual([expect.stringMatching(expected)]);
  });
});

describe("a schedule that can be kept", () => {
  it.for<[Schedule, Beside]>([
    [monthly, {}],
    [nightly, { leastIntervalMs: DAY_MS }],
    [{ cron: "*/5 * * * *" }, { leastIntervalMs: 5 * MINUTE_MS }],
    [{ cron: "0 3 29 2 *" }, {}],
    [{ cron: "0 3 * * SUN#L", zone: "America/Nuuk" }, {}],
    [{ ...nightly, windows: [night], jitterMs: 2 * HOUR_MS }, {}],
    [{ ...nightly, windows: [{ ...night, cron: "0 2 * * 1-5" }] }, {}],
    [{ everyMs: 7 * DAY_MS, windows: [{ ...night, cron: "0 2 * * 6" }] }, {}],
    [{ everyMs: DAY_MS, blackouts: [{ from: "2026-12-20", to: "2027-01-03" }] }, {}],
    [
      {
        everyMs: YEAR_MS,
        windows: [{ ...night, cron: "0 2 24 12 *" }],
        blackouts: [{ from: "2026-12-20", to: "2027-01-03" }],
      },
      {},
    ],
    [monthly, { pause: { until: new Date("2026-01-01") } }],
  ])("is not refused, and has a time: %j", ([schedule, beside]) => {
    expect(refusals(schedule, now, beside)).toEqual([]);
    const due = nextDue(schedule, { uid: "cr-1", since: now, now });
    expect(openAt(schedule, due, beside.pause).at.getTime()).toBeGreaterThanOrEqual(due.getTime());
  });
});
