import { CredentialError, type Event } from "@rekey/core";
import { virtualClock } from "@rekey/core/testing";
import { expect, it } from "vitest";
import { DAY_MS, HOUR_MS, house, MINUTE_MS, sample } from "./house.fixture.ts";
import { watchClock } from "./watch.ts";

function watched() {
  const clock = virtualClock();
  const events: Event[] = [];
  return { clock, events, watch: watchClock(clock, (event) => void events.push(event)) };
}

it.each([2 * HOUR_MS, -2 * HOUR_MS])("holds after a jump of %d ms, until it is confirmed (law 12)", (ms) => {
  const { clock, events, watch } = watched();
  expect(watch.isHeld()).toBe(false);
  clock.jump(ms);
  expect([watch.isHeld(), watch.isHeld()]).toEqual([true, true]);
  expect(events).toMatchObject([{ name: "clock.jumped", durationMs: ms }]);
  watch.confirmClock();
  expect(watch.isHeld()).toBe(false);
});

it("believes time that passes, and a clock that slews a little at a time", async () => {
  const { clock, events, watch } = watched();
  for (let day = 0; day < 100; day++) {
    await clock.advance(DAY_MS);
    // As much as NTP slews in a day.
    clock.jump(43_000);
    expect(watch.isHeld()).toBe(false);
  }
  expect(events).toEqual([]);
});

it.each([-HOUR_MS, -MINUTE_MS, MINUTE_MS])("believes a jump of %d ms at once", (ms) => {
  const { clock, events, watch } = watched();
  clock.jump(ms);
  expect([watch.isHeld(), events]).toEqual([false, []]);
});

it("waits a shorter jump forward out, all of several, and needs nobody for it (law 12)", async () => {
  const { clock, events, watch } = watched();
  clock.jump(40 * MINUTE_MS);
  expect([watch.isHeld(), watch.isHeld()]).toEqual([true, true]);
  await clock.advance(30 * MINUTE_MS);
  clock.jump(20 * MINUTE_MS);
  expect(watch.isHeld()).toBe(true);
  await clock.advance(30 * MINUTE_MS - 1);
  expect(watch.isHeld()).toBe(true);
  await clock.advance(1);
  expect(watch.isHeld()).toBe(false);
  expect(events.map(({ durationMs }) => durationMs)).toEqual([40 * MINUTE_MS, 20 * MINUTE_MS]);
  clock.jump(50 * MINUTE_MS);
  expect(watch.isHeld()).toBe(true);
  watch.confirmClock();
  expect(watch.isHeld()).toBe(false);
});

it("lets no quiet time be over before it has passed, however the clock is set within the hour (law 6)", async () => {
  const clock = virtualClock();
  const watch = watchClock(clock, () => undefined);
  let sends = 0;
  const reset = async () => {
    sends += 1;
    throw new CredentialError("ERR_OUTCOME_UNKNOWN", "no whole reply came back");
  };
  const { look } = await house(sample("random", { reset }), { tools: { clock, watch } });
  const { quietUntil } = (await look()).attempt ?? {};
  const quietMs = (quietUntil?.getTime() ?? 0) - clock.now().getTime();
  await clock.advance(MINUTE_MS);
  clock.jump(50 * MINUTE_MS);
  for (let passedMs = MINUTE_MS; passedMs < quietMs; passedMs += 5 * MINUTE_MS) {
    await look();
    expect(sends).toBe(1);
    await clock.advance(5 * MINUTE_MS);
  }
  await clock.advance(HOUR_MS);
  await look();
  expect(sends).toBe(2);
});

it("holds where the services' clock is hours away from one that was set while nobody watched (law 12)", () => {
  const events: Event[] = [];
  let skewMs = 0;
  const watch = watchClock(
    virtualClock(),
    (event) => void events.push(event),
    () => skewMs,
  );
  skewMs = HOUR_MS;
  expect(watch.isHeld()).toBe(false);
  skewMs = -40 * DAY_MS;
  expect([watch.isHeld(), watch.isHeld()]).toEqual([true, true]);
  expect(events).toMatchObject([{ name: "clock.jumped", durationMs: 40 * DAY_MS }]);
  watch.confirmClock();
  expect(watch.isHeld()).toBe(false);
});

it("lets nothing be sent once a look at the service has shown how late it is there (law 12)", async () => {
  const clock = virtualClock();
  let skewMs = 0;
  const watch = watchClock(
    clock,
    () => undefined,
    () => skewMs,
  );
  const kind = sample("set-blind", { before: async () => ((skewMs = -40 * DAY_MS), {}) });
  const { look, cloud } = await house(kind, { tools: { clock, watch } });
  expect((await look()).waiting).toMatchObject({ reason: "clock" });
  expect(cloud.calls).toEqual([]);
});

it("lets nothing be sent while it holds, and what is owed afterwards (law 12)", async () => {
  const clock = virtualClock();
  const watch = watchClock(clock, () => undefined);
  const { look, row, cloud } = await house(sample("set-blind"), { tools: { clock, watch } });
  clock.jump(40 * DAY_MS);
  expect((await look()).waiting).toMatchObject({ reason: "clock" });
  expect(cloud.calls).toEqual([]);
  watch.confirmClock();
  await clock.advance(10 * 60_000);
  expect((await look()).current?.number).toBe(1);
  expect((await row()).waiting).toBeUndefined();
});

it("withdraws nothing while it holds: by such a clock every grace is over (law 12)", async () => {
  const clock = virtualClock();
  const watch = watchClock(clock, () => undefined);
  const { look, row, store, uid } = await house(sample("keys"), { tools: { clock, watch } });
  await look();
  await clock.advance(MINUTE_MS);
  await store.ask(uid, "rotate", { who: "ops", at: clock.now() });
  expect((await look()).previous).toMatchObject({ number: 1 });
  clock.jump(2 * HOUR_MS);
  const held = await look();
  expect(held).toMatchObject({ previous: { number: 1 }, waiting: { reason: "clock" } });
  expect(held.wakeAt).toEqual(held.waiting?.until);
  watch.confirmClock();
  await clock.advance(10 * MINUTE_MS);
  await look();
  expect((await row()).previous).toBeUndefined();
});
