import { describe, expect, it } from "vitest";
import { changesOf, FIRST_MS, LAST_MS } from "./oracle.fixture.ts";
import { checkZone, placed, spansFrom } from "./zone.ts";

/** What Node 26 has and Node 24 has not. */
interface Zoned {
  readonly epochMilliseconds: number;
  getTimeZoneTransition(direction: "next"): Zoned | null;
}

declare global {
  var Temporal: { Instant: { from(text: string): { toZonedDateTimeISO(zone: string): Zoned } } } | undefined;
}

/** Every change of a zone's offset, by Temporal where there is one. */
function known(zone: string): number[] {
  const times: number[] = [];
  if (!globalThis.Temporal)
    times.push(
      ...changesOf(zone)
        .filter(({ beforeMs, afterMs }) => beforeMs !== afterMs)
        .map(({ atMs }) => atMs),
    );
  let next = globalThis.Temporal?.Instant.from("2026-01-01T00:00Z")
    .toZonedDateTimeISO(zone)
    .getTimeZoneTransition("next");
  while (next && next.epochMilliseconds < LAST_MS) {
    times.push(next.epochMilliseconds);
    next = next.getTimeZoneTransition("next");
  }
  return times.filter((atMs) => atMs > FIRST_MS && atMs < LAST_MS);
}

function found(zone: string): number[] {
  const spans = [...spansFrom(zone, FIRST_MS, 9)];
  return spans.filter(({ offsetMs }, at) => at > 0 && spans[at - 1]?.offsetMs !== offsetMs).map(({ fromMs }) => fromMs);
}

describe("zones", () => {
  it("change their offset when Temporal, or the oracle, says so", () => {
    const zones = Intl.supportedValuesOf("timeZone");
    expect(zones.length).toBeGreaterThan(400);
    expect(zones.filter((zone) => String(found(zone)) !== String(known(zone)))).toEqual([]);
    expect(zones.flatMap(found).length).toBeGreaterThan(2_000);
  }, 60_000);

  it.for([
    ["Europe/Berlin", "2026-03-29T02:30Z", "2026-03-29T01:00:00.000Z", "gap"],
    ["Europe/Berlin", "2026-03-29T03:00Z", "2026-03-29T01:00:00.000Z", undefined],
    ["Europe/Berlin", "2026-10-25T02:30Z", "2026-10-25T00:30:00.000Z", "fold"],
    ["Europe/Berlin", "2026-10-25T03:00Z", "2026-10-25T02:00:00.000Z", undefined],
    ["Australia/Lord_Howe", "2026-10-04T02:15Z", "2026-10-03T15:30:00.000Z", "gap"],
    ["Antarctica/Troll", "2026-10-25T01:30Z", "2026-10-24T23:30:00.000Z", "fold"],
    ["America/Nuuk", "2026-03-28T23:30Z", "2026-03-29T01:00:00.000Z", "gap"],
    ["Pacific/Apia", "2011-12-30T10:00Z", "2011-12-30T10:00:00.000Z", "gap"],
    ["Asia/Kolkata", "2026-01-01T00:00Z", "2025-12-31T18:30:00.000Z", undefined],
    ["UTC", "2026-01-01T00:00Z", "2026-01-01T00:00:00.000Z", undefined],
  ] as const)("%s shows %s at %s (%s)", ([zone, wall, at, mark]) => {
    const { atMs, ...rest } = placed(zone, Date.parse(wall));
    expect([new Date(atMs).toISOString(), rest]).toEqual([at, mark ? { mark } : {}]);
  });

  it.for(["", "+02:00", "Mars/Olympus", "local", " Europe/Berlin"])("%j is none", (name) => {
    expect(() => checkZone(name)).toThrow(/is no time zone/);
  });

  it.for(["UTC", "Europe/Berlin", "europe/berlin", "US/Eastern", "Etc/GMT+5"])("%j is one", (name) => {
    expect(() => checkZone(name)).not.toThrow();
  });
});
