import type { Blackout, Schedule, Window } from "@rekey/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openAt } from "./open.ts";
import { changesOf, DAY_MS, MINUTE_MS, slots, walk } from "./oracle.fixture.ts";

const HOUR_MS = 60 * MINUTE_MS;
const DAYS_AHEAD = 25;

/** Minute by minute: the first at which a window is open and no blackout. */
function looked({ windows, blackouts = [] }: Schedule, atMs: number): number | undefined {
  const first = Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
  const [fromMs, toMs] = [first - 2 * DAY_MS, first + DAYS_AHEAD * DAY_MS];
  const open = windows?.flatMap(({ cron, zone = "UTC", durationMs }) =>
    slots(cron, walk(zone, fromMs, toMs)).map((slotMs) => [slotMs, slotMs + durationMs] as const),
  );
  // Blackouts of these tests are instants; what a date means is judged elsewhere.
  const closed = blackouts.map(({ from, to }) => [Date.parse(from), Date.parse(to)] as const);
  const isIn = (stretches: readonly (readonly [number, number])[], ms: number): boolean =>
    stretches.some(([start, end]) => start <= ms && ms < end);
  const isOpen = (ms: number): boolean => (!open || isIn(open, ms)) && !isIn(closed, ms);
  if (isOpen(atMs)) return atMs;
  for (let ms = first + MINUTE_MS; ms < toMs; ms += MINUTE_MS) if (isOpen(ms)) return ms;
  return undefined;
}

const zones = [
  "Europe/Berlin",
  "America/Nuuk",
  "Australia/Lord_Howe",
  "America/Havana",
  "Africa/Casablanca",
  "Asia/Kolkata",
];
const time = fc.constantFrom("0 2", "30 2", "30 23", "0 0", "*/30 1-3", "0 */6", "15 1,2,13");
const someWindow: fc.Arbitrary<Window> = fc.record({
  cron: fc.tuple(time, fc.constantFrom("* * *", "* * 6", "* * 1-5", "*/5 * *")).map((fields) => fields.join(" ")),
  durationMs: fc.integer({ min: 1, max: 30 * 60 }).map((minutes) => minutes * MINUTE_MS),
  zone: fc.constantFrom(...zones),
});
/** Instants within two days of a change of offset. */
const changes = zones.flatMap((zone) => changesOf(zone).map(({ atMs }) => atMs));
const someInstant = fc
  .tuple(fc.constantFrom(...changes), fc.integer({ min: -2 * DAY_MS, max: 2 * DAY_MS }))
  .map(([atMs, ms]) => atMs + ms);
const someBlackouts = (atMs: number): fc.Arbitrary<Blackout[]> => {
  const minute = Math.floor(atMs / MINUTE_MS);
  const blackout = fc.tuple(fc.integer({ min: -1440, max: 4 * 1440 }), fc.integer({ min: 1, max: 3 * 1440 }));
  const text = (at: number): string => new Date(at * MINUTE_MS).toISOString();
  return fc.array(
    blackout.map(([from, length]) => ({ from: text(minute + from), to: text(minute + from + length) })),
    { maxLength: 3 },
  );
};

describe("a rotation that is owed", () => {
  it("begins at the first minute that is open, at 1,000 random instants (P4)", () => {
    const scene = someInstant.chain((atMs) =>
      fc.tuple(fc.constant(atMs), fc.option(fc.array(someWindow, { minLength: 1, maxLength: 3 })), someBlackouts(atMs)),
    );
    fc.assert(
      fc.property(scene, ([atMs, windows, blackouts]) => {
        const schedule: Schedule = { everyMs: DAY_MS, windows: windows ?? undefined, blackouts };
        expect(openAt(schedule, new Date(atMs)).at.getTime()).toBe(looked(schedule, atMs));
      }),
      { numRuns: 1_000, seed: 4 },
    );
  }, 60_000);

  const at = new Date("2026-06-03T12:00:00Z");
  const nightly = [{ cron: "0 2 * * *", durationMs: 2 * HOUR_MS }];
  const freeze = [{ from: "2026-06-01", to: "2026-06-05" }];
  const later = (iso: string, reason: string) => ({ at: new Date(iso), reason });

  it("begins at once where nothing holds it", () => {
    expect(openAt({ everyMs: DAY_MS }, at)).toEqual({ at });
    expect(openAt({ everyMs: DAY_MS, windows: nightly }, new Date("2026-06-03T03:59:59.999Z"))).toEqual({
      at: new Date("2026-06-03T03:59:59.999Z"),
    });
  });

  it("waits for the window, whose last instant is not in it", () => {
    expect(openAt({ everyMs: DAY_MS, windows: nightly }, at)).toEqual(later("2026-06-04T02:00Z", "window"));
    const end = new Date("2026-06-03T04:00:00Z");
    expect(openAt({ everyMs: DAY_MS, windows: nightly }, end)).toEqual(later("2026-06-04T02:00Z", "window"));
  });

  it("waits for the end of a blackout, and for a window after it", () => {
    expect(openAt({ everyMs: DAY_MS, blackouts: freeze }, at)).toEqual(later("2026-06-06T00:00Z", "blackout"));
    const both = { everyMs: DAY_MS, blackouts: freeze, windows: nightly };
    expect(openAt(both, at)).toEqual(later("2026-06-06T02:00Z", "blackout"));
  });

  it("waits for the end of a pause, and for what holds it then", () => {
    const both = { everyMs: DAY_MS, blackouts: freeze, windows: nightly };
    expect(openAt({ everyMs: DAY_MS }, at, { until: new Date("2026-06-04T00:00Z") })).toEqual(
      later("2026-06-04T00:00Z", "pause"),
    );
    expect(openAt(both, at, { until: new Date("2026-06-04T00:00Z") })).toEqual(later("2026-06-06T02:00Z", "pause"));
    expect(openAt(both, at, { until: new Date("2026-06-01T00:00Z") })).toEqual(later("2026-06-06T02:00Z", "blackout"));
  });

  it("is refused where no window ever opens", () => {
    const never = { everyMs: DAY_MS, windows: nightly, blackouts: [{ from: "2026-01-01", to: "2099-01-01" }] };
    expect(() => openAt(never, at)).toThrow(/no window opens/);
  });
});
