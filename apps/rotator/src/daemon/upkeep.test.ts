import { virtualClock } from "@rekey/core/testing";
import { watchClock } from "@rekey/reconciler";
import { pino } from "pino";
import { expect, it } from "vitest";
import { upkeep } from "./upkeep.ts";

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;

/** A daemon's upkeep, and the instants at which it deleted. */
function scene(skewMs = () => 0) {
  const clock = virtualClock();
  const deleted: Date[] = [];
  const ending = new AbortController();
  const watch = watchClock(clock, () => undefined, skewMs);
  const store = { purge: async (now: Date) => deleted.push(now) };
  const ended = upkeep(store, { clock, watch, log: pino({ level: "silent" }), signal: ending.signal });
  return { clock, watch, deleted, end: () => (ending.abort(), ended) };
}

it("deletes what was forgotten an hour after the start, and once a day from then on", async () => {
  const { clock, deleted, end } = scene();
  await clock.advance(HOUR_MS - 1);
  expect(deleted).toEqual([]);
  await clock.advance(1);
  await clock.advance(24 * HOUR_MS);
  expect(deleted).toHaveLength(2);
  await end();
});

it("deletes nothing by a clock that jumped, until somebody confirms it (law 12)", async () => {
  const { clock, watch, deleted, end } = scene();
  clock.jump(YEAR_MS);
  await clock.advance(3 * HOUR_MS);
  expect(deleted).toEqual([]);
  watch.confirmClock();
  await clock.advance(HOUR_MS);
  expect(deleted).toHaveLength(1);
  await end();
});

it("deletes nothing by a clock that was wrong when the process began, as a service has said since (law 12)", async () => {
  const { clock, deleted, end } = scene(() => -YEAR_MS);
  await clock.advance(3 * HOUR_MS);
  expect(deleted).toEqual([]);
  await end();
});
