import type { Schedule } from "@rekey/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextDue, nextDueChanged, nextDueSetBack, type Settled } from "./due.ts";
import { slots, walk } from "./oracle.fixture.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const uid = "cr-1";
const nightly: Schedule = { cron: "0 3 * * *", zone: "Europe/Berlin" };
const at = (text: string): Date => new Date(`2026-${text}Z`);

/** A credential as an engine keeps it: what the row remembers of a schedule, and nothing else. */
class Row {
  readonly fired: Date[] = [];
  readonly schedule: Schedule;
  since: Date;
  answered: Date | undefined;
  dueAt: Date;

  constructor(schedule: Schedule, since: Date) {
    this.schedule = schedule;
    this.since = since;
    this.dueAt = nextDue(schedule, this.settled(since));
  }

  settled(now: Date): Settled {
    return { uid, since: this.since, answered: this.answered, now };
  }

  /** One look at the clock. */
  look(now: Date): void {
    this.dueAt = nextDueSetBack(this.schedule, this.settled(now), this.dueAt);
    if (this.dueAt > now) return;
    this.fired.push(this.dueAt);
    this.answered = this.dueAt;
    this.since = now;
    this.dueAt = nextDue(this.schedule, this.settled(now));
  }
}

describe("what is owed", () => {
  it("is a period after the version in force", () => {
    const settled = { uid, since: at("01-01T00:00"), now: at("01-01T00:00") };
    expect(nextDue({ everyMs: 30 * DAY_MS }, settled)).toEqual(at("01-31T00:00"));
  });

  it("is the first slot after it, however many were missed", () => {
    expect(nextDue(nightly, { uid, since: at("01-01T12:00"), now: at("06-01T12:00") })).toEqual(at("01-02T02:00"));
  });

  it("comes up to its jitter later, never earlier, and at its own time", () => {
    const settled = { since: at("01-01T12:00"), now: at("01-01T12:00") };
    const spread = Array.from({ length: 200 }, (_, n) => {
      return (
        nextDue({ ...nightly, jitterMs: HOUR_MS }, { ...settled, uid: `cr-${n}` }).getTime() -
        at("01-02T02:00").getTime()
      );
    });
    expect(new Set(spread).size).toBe(200);
    expect(Math.min(...spread)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...spread)).toBeLessThan(HOUR_MS);
  });

  it("is refused where no slot ever comes", () => {
    const settled = { uid, since: at("01-01T00:00"), now: at("01-01T00:00") };
    expect(() => nextDue({ cron: "0 0 30 2 *" }, settled)).toThrow(/no instant in ten years/);
  });
});

const someSchedule: fc.Arbitrary<Schedule> = fc.oneof(
  fc.integer({ min: 1, max: 40 * 24 }).map((hours) => ({ everyMs: hours * HOUR_MS })),
  fc.record({
    cron: fc.constantFrom("0 3 * * *", "30 2 * * *", "30 23 * * *", "*/20 1-3 * * *", "0 3 * * 6", "15 2 1,15 * *"),
    zone: fc.constantFrom("Europe/Berlin", "America/Nuuk", "Australia/Lord_Howe", "UTC"),
    jitterMs: fc.constantFrom(0, 10 * MINUTE_MS),
  }),
);
const someInstant = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2035, 0, 1) }).map((ms) => new Date(ms));
const someMove = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 2 * DAY_MS }) },
  { weight: 1, arbitrary: fc.integer({ min: 60 * DAY_MS, max: 400 * DAY_MS }) },
  { weight: 1, arbitrary: fc.integer({ min: -400 * DAY_MS, max: 0 }) },
  { weight: 1, arbitrary: fc.integer({ min: -3 * HOUR_MS, max: 0 }) },
);

describe("a restart", () => {
  it("moves nothing, however long it took (law 12, P4)", () => {
    const scene = fc.tuple(someSchedule, someInstant, fc.nat(500 * DAY_MS), fc.nat(500 * DAY_MS));
    fc.assert(
      fc.property(scene, ([schedule, since, soonMs, lateMs]) => {
        const settled = { uid, since, answered: new Date(since.getTime() - 5), now: since };
        const due = nextDue(schedule, settled);
        expect(due.getTime()).toBeGreaterThan(since.getTime());
        for (const ms of [soonMs, lateMs])
          expect(nextDue(schedule, { ...settled, now: new Date(since.getTime() + ms) })).toEqual(due);
      }),
      { numRuns: 1_000, seed: 4 },
    );
  });
});

describe("a clock that jumps", () => {
  it("forwards by months owes one rotation (law 12, P4)", () => {
    const row = new Row(nightly, at("01-01T12:00"));
    for (const now of ["06-01T12:00", "06-01T12:01", "06-01T23:00"]) row.look(at(now));
    expect(row.fired).toEqual([at("01-02T02:00")]);
    expect(row.dueAt).toEqual(at("06-02T01:00"));
  });

  it("backwards never owes a slot again that was answered (law 12, P4)", () => {
    const row = new Row(nightly, at("01-01T12:00"));
    for (const now of ["01-02T02:00", "01-01T20:00", "01-02T02:00", "01-02T02:30", "01-03T02:00"]) row.look(at(now));
    expect(row.fired).toEqual([at("01-02T02:00"), at("01-03T02:00")]);
  });

  it("forwards and back again owes what comes next by the right clock (law 12)", () => {
    const row = new Row(nightly, at("01-01T12:00"));
    for (const now of ["06-01T12:00", "01-01T12:05", "01-02T03:00", "01-03T03:00"]) row.look(at(now));
    // The rotation of June answered the slot of 2 January, so that one is not owed again.
    expect(row.fired).toEqual([at("01-02T02:00"), at("01-03T02:00")]);
  });

  it("at random, both ways, answers no slot twice, and at most one a look (law 12, P4)", () => {
    fc.assert(
      fc.property(
        someSchedule,
        someInstant,
        fc.array(someMove, { minLength: 40, maxLength: 60 }),
        (schedule, start, moves) => {
          const row = new Row(schedule, start);
          let now = start.getTime();
          for (const move of moves) {
            const before = row.fired.length;
            row.look(new Date((now += move)));
            expect(row.fired.length - before).toBeLessThanOrEqual(1);
          }
          const times = row.fired.map((due) => due.getTime());
          expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b));
        },
      ),
      { numRuns: 500, seed: 4 },
    );
  });

  it("never, and looks often enough, answers every slot of a year once, through both changes of offset (P4)", () => {
    const [fromMs, toMs] = [Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1)];
    for (const cron of ["30 2 * * *", "30 2,3 * * *"]) {
      const row = new Row({ cron, zone: "Europe/Berlin" }, new Date(fromMs - 1));
      for (let ms = fromMs; ms < toMs; ms += 10 * MINUTE_MS) row.look(new Date(ms));
      expect(row.fired.map((due) => due.getTime())).toEqual(slots(cron, walk("Europe/Berlin", fromMs, toMs)));
    }
  });
});

describe("a declaration that changed", () => {
  const settled = { uid, since: at("01-03T02:00"), answered: at("01-03T02:00"), now: at("01-05T12:00") };

  it("keeps what was owed already", () => {
    expect(nextDueChanged({ everyMs: 90 * DAY_MS }, settled, at("01-05T11:00"))).toEqual(at("01-05T11:00"));
  });

  it("counts a new period from the version in force", () => {
    expect(nextDueChanged({ everyMs: DAY_MS }, settled, at("02-01T00:00"))).toEqual(at("01-04T02:00"));
  });

  it("owes no slot that a new expression would have had before it was written", () => {
    expect(nextDueChanged({ ...nightly, cron: "0 4 * * *" }, settled, at("01-10T02:00"))).toEqual(at("01-06T03:00"));
  });

  it("moves nothing where the schedule is the same, not even between a slot and its jitter (law 12)", () => {
    fc.assert(
      fc.property(someSchedule, someInstant, fc.double({ min: 0, max: 1, noNaN: true }), (schedule, since, part) => {
        const dueAt = nextDue(schedule, { uid, since, now: since });
        const now = new Date(since.getTime() + Math.floor(part * (dueAt.getTime() - since.getTime())));
        expect(nextDueChanged(schedule, { uid, since, now }, dueAt)).toEqual(dueAt);
      }),
      { numRuns: 1_000, seed: 4 },
    );
  });
});
