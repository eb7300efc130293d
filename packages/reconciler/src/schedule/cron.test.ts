import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markOf, nextSlot, slotsAfter } from "./cron.ts";
import { type Change, changesOf, DAY_MS, FIRST_MS, LAST_MS, MINUTE_MS, slots, walk } from "./oracle.fixture.ts";

const zones = Intl.supportedValuesOf("timeZone");

function ours(cron: string, zone: string, [fromMs, toMs]: readonly [number, number]): number[] {
  const found: number[] = [];
  for (const { atMs } of slotsAfter({ cron, zone }, fromMs - 1)) {
    if (atMs >= toMs) break;
    found.push(atMs);
  }
  return found;
}

/** Expressions of both sorts, at and beside the local times that a change skips or repeats. */
function expressions({ atMs, beforeMs, afterMs }: Change): string[] {
  const at = (wallMs: number): [number, number] => {
    const minute = (((wallMs / MINUTE_MS) % 1440) + 1440) % 1440;
    return [minute % 60, Math.floor(minute / 60)];
  };
  const early = atMs + Math.min(beforeMs, afterMs);
  const late = atMs + Math.max(beforeMs, afterMs);
  const [minute, hour] = at((early + late) / 2);
  const fixed = [early - MINUTE_MS, early, (early + late) / 2, late - MINUTE_MS, late].map((wall) =>
    at(wall).join(" "),
  );
  const real = [`${minute} ${hour},${(hour + 1) % 24}`, `${minute} */2`, "*/30 0-4,22,23", `${minute} *`];
  return [...fixed, ...real].map((time) => `${time} * * *`);
}

const seen = new Map<string, readonly (readonly [string, number[]])[]>();

/** What the oracle says; once for all zones whose clocks change alike. */
function expectedRound(zone: string, change: Change, stretch: readonly [number, number]) {
  const key = JSON.stringify(change);
  const known = seen.get(key);
  if (known) return known;
  const steps = walk(zone, ...stretch);
  const expected = expressions(change).map((cron) => [cron, slots(cron, steps)] as const);
  seen.set(key, expected);
  return expected;
}

describe("slots", () => {
  it("are what a clock on the wall says, three days round every change of every zone until 2035", () => {
    const wrong: string[] = [];
    let compared = 0;
    for (const zone of zones) {
      for (const change of changesOf(zone)) {
        const stretch = [change.atMs - 3 * DAY_MS, change.atMs + 3 * DAY_MS] as const;
        for (const [cron, expected] of expectedRound(zone, change, stretch)) {
          compared += expected.length;
          if (String(ours(cron, zone, stretch)) !== String(expected))
            wrong.push(`${cron} in ${zone} at ${change.atMs}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(500_000);
  }, 60_000);

  it("follow each other the same, wherever one begins near a change", () => {
    const wrong: string[] = [];
    for (const zone of ["Europe/Berlin", "America/Nuuk", "Australia/Lord_Howe", "Antarctica/Troll", "America/Havana"]) {
      for (const change of changesOf(zone)) {
        const expected = expectedRound(zone, change, [change.atMs - 3 * DAY_MS, change.atMs + 3 * DAY_MS]);
        for (let minute = -240; minute <= 240; minute += 15) {
          const afterMs = change.atMs + minute * MINUTE_MS;
          for (const [cron, all] of expected)
            if (nextSlot({ cron, zone }, afterMs)?.atMs !== all.find((atMs) => atMs > afterMs))
              wrong.push(`${cron} in ${zone} after ${afterMs}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it("are what a clock on the wall says at 1,000 random instants", () => {
    const number = (most: number) => fc.integer({ min: 0, max: most - 1 });
    const time = (size: number) =>
      fc.oneof(
        number(size).map(String),
        fc.tuple(number(size), number(size)).map(([a, b]) => `${Math.min(a, b)},${Math.max(a, b)}`),
        fc.tuple(number(size), number(size)).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
        fc.integer({ min: 1, max: size }).map((step) => `*/${step}`),
      );
    const day = fc.constantFrom("* * *", "* * 0", "* * 1-5", "13 * *", "1,15 * *", "1 * 6", "*/10 * *", "* */2 7");
    fc.assert(
      fc.property(
        fc.tuple(time(60), time(24), day),
        fc.constantFrom(...zones),
        fc.integer({ min: FIRST_MS / MINUTE_MS, max: LAST_MS / MINUTE_MS - 20 * 1440 }),
        (fields, zone, minute) => {
          const stretch = [minute * MINUTE_MS, minute * MINUTE_MS + 20 * DAY_MS] as const;
          const expected = slots(fields.join(" "), walk(zone, ...stretch), 20);
          expect(ours(fields.join(" "), zone, stretch).slice(0, 20)).toEqual(expected);
        },
      ),
      { numRuns: 1_000, seed: 4 },
    );
  }, 60_000);
});

/** The slots of three days, as an ISO text and a mark. */
function told(cron: string, zone: string, from: string): string[] {
  const fromMs = Date.parse(from);
  return ours(cron, zone, [fromMs, fromMs + 3 * DAY_MS]).map((atMs) => {
    const slot = nextSlot({ cron, zone }, atMs - 1);
    return `${new Date(atMs).toISOString().slice(5, 16)} ${(slot && markOf({ cron, zone }, slot)) ?? ""}`.trim();
  });
}

describe("an expression", () => {
  it.for([
    ["30 2 * * *", "Europe/Berlin", "2026-03-28T00:00Z", ["03-28T01:30", "03-29T01:00 gap", "03-30T00:30"]],
    ["30 2 * * *", "Europe/Berlin", "2026-10-24T00:00Z", ["10-24T00:30", "10-25T00:30 fold", "10-26T01:30"]],
    ["30 23 * * *", "America/Nuuk", "2026-03-28T00:00Z", ["03-28T01:30", "03-29T01:00 gap", "03-30T00:30"]],
    ["0 0 * * *", "America/Havana", "2026-03-07T00:00Z", ["03-07T05:00", "03-08T05:00 gap", "03-09T04:00"]],
    ["45 1 * * *", "Australia/Lord_Howe", "2026-04-04T00:00Z", ["04-04T14:45 fold", "04-05T15:15", "04-06T15:15"]],
  ] as const)("%s in %s keeps a fixed time once a day", ([cron, zone, from, expected]) => {
    expect(told(cron, zone, from)).toEqual(expected);
  });

  it("with a list, range, step or star follows real time", () => {
    const spring = "2026-03-28T12:00Z";
    const autumn = "2026-10-24T12:00Z";
    const berlin = (cron: string, from: string): string[] => told(cron, "Europe/Berlin", from).slice(0, 4);
    expect(berlin("30 2,3 * * *", spring)).toEqual(["03-29T01:30", "03-30T00:30", "03-30T01:30", "03-31T00:30"]);
    expect(berlin("30 2-2 * * *", autumn)).toEqual([
      "10-25T00:30 fold",
      "10-25T01:30 fold",
      "10-26T01:30",
      "10-27T01:30",
    ]);
    expect(berlin("*/30 2 * * *", spring)).toEqual(["03-30T00:00", "03-30T00:30", "03-31T00:00", "03-31T00:30"]);
  });

  it("comes at the end of a day that a zone leaves out", () => {
    expect(told("0 10 * * *", "Pacific/Apia", "2011-12-29T00:00Z").slice(0, 3)).toEqual([
      "12-29T20:00",
      "12-30T10:00 gap",
      "12-30T20:00",
    ]);
  });

  it.for([
    ["0 3 L * *", "2026-02-28T03:00:00.000Z"],
    ["0 3 * * SUN#L", "2026-02-22T03:00:00.000Z"],
    ["0 3 1 * +SAT", "2026-08-01T03:00:00.000Z"],
    ["0 3 15W * *", "2026-02-16T03:00:00.000Z"],
    ["@daily", "2026-02-02T00:00:00.000Z"],
    ["0 0 29 2 *", "2028-02-29T00:00:00.000Z"],
  ] as const)("%s has croner's meaning", ([cron, expected]) => {
    expect(new Date(nextSlot({ cron }, Date.parse("2026-02-01T12:00Z"))?.atMs ?? 0).toISOString()).toBe(expected);
  });

  it.for(["0 0 30 2 *", "0 0 31 4,6 *", "0 0 29 2 +MON"])("%s has no slot in ten years", (cron) => {
    expect(nextSlot({ cron }, FIRST_MS)).toBeUndefined();
  });

  it.for([
    "",
    "0 3 * *",
    "* * * * * *",
    "61 * * * *",
    "a b c d e",
    "@reboot",
    "5/5 * * * *",
    "2030-01-01T00:00:00",
    "0 3 * * 6:",
  ])("%j is none", (cron) => {
    expect(() => nextSlot({ cron }, 0)).toThrow(/is no cron expression/);
  });
});
