import type { Blackout } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { readBlackout } from "./blackout.ts";

function read(blackout: Blackout): string[] {
  const { fromMs, toMs } = readBlackout(blackout);
  return [fromMs, toMs].map((ms) => new Date(ms).toISOString().slice(0, 16));
}

describe("a blackout", () => {
  it("of dates is the whole of each day in its zone, both ends included", () => {
    expect(read({ from: "2026-12-20", to: "2027-01-03" })).toEqual(["2026-12-20T00:00", "2027-01-04T00:00"]);
    expect(read({ from: "2026-12-20", to: "2026-12-20", zone: "Asia/Shanghai" })).toEqual([
      "2026-12-19T16:00",
      "2026-12-20T16:00",
    ]);
  });

  it("of dates is as long as its days really are", () => {
    expect(read({ from: "2026-03-29", to: "2026-03-29", zone: "Europe/Berlin" })).toEqual([
      "2026-03-28T23:00",
      "2026-03-29T22:00",
    ]);
    expect(read({ from: "2026-10-25", to: "2026-10-25", zone: "Europe/Berlin" })).toEqual([
      "2026-10-24T22:00",
      "2026-10-25T23:00",
    ]);
  });

  it("of dates begins with a day's first instant, where the clocks skip midnight or show it twice", () => {
    expect(read({ from: "2026-03-08", to: "2026-03-08", zone: "America/Havana" })).toEqual([
      "2026-03-08T05:00",
      "2026-03-09T04:00",
    ]);
    expect(read({ from: "2026-11-01", to: "2026-11-01", zone: "America/Havana" })).toEqual([
      "2026-11-01T04:00",
      "2026-11-02T05:00",
    ]);
  });

  it("of instants ends at its last, whatever its zone", () => {
    const blackout = { from: "2026-12-20T18:00:00+01:00", to: "2026-12-20T17:30Z", zone: "Asia/Shanghai" };
    expect(read(blackout)).toEqual(["2026-12-20T17:00", "2026-12-20T17:30"]);
  });

  it.for([
    "2026-02-30",
    "2026-13-01",
    "20.12.2026",
    "2026-12-20T18:00",
    "2026-02-30T00:00Z",
    "2026-12-20T25:00Z",
    "",
    "tomorrow",
  ])("%j is neither a date nor an instant", (from) => {
    expect(() => readBlackout({ from, to: "2027-01-03" })).toThrow(/neither a date nor an instant/);
  });

  it.for(["0000-01-01", "0099-12-31", "1999-12-31", "2200-01-01", "9999-12-31T23:59:59Z"])(
    "%j is in no year that anybody plans for, and is looked up in no zone",
    (to) => {
      expect(() => readBlackout({ from: "2026-12-20", to, zone: "Africa/Casablanca" })).toThrow(/in no year that can/);
    },
  );

  it("does not end before it begins", () => {
    expect(() => readBlackout({ from: "2027-01-03", to: "2026-12-20" })).toThrow(/not later/);
  });
});
