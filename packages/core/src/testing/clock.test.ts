import { expect, it } from "vitest";
import { virtualClock } from "./clock.ts";

it("stands still until it is advanced", async () => {
  const clock = virtualClock(new Date(0));
  await clock.advance(1500);
  expect(clock.now()).toEqual(new Date(1500));
  expect(clock.monotonicMs()).toBe(1500);
});

it("wakes sleepers in order, each at its own instant, and those they start on the way", async () => {
  const clock = virtualClock(new Date(0));
  const woken: [string, number][] = [];
  const sleep = async (name: string, ms: number) => (await clock.sleep(ms), woken.push([name, clock.now().getTime()]));
  void sleep("late", 20);
  void sleep("early", 10).then(() => sleep("nested", 5));
  void sleep("never", 31);
  await clock.advance(30);
  expect(woken).toEqual([
    ["early", 10],
    ["nested", 15],
    ["late", 20],
  ]);
});

it("rejects an aborted sleep with the signal's reason", async () => {
  const clock = virtualClock();
  const controller = new AbortController();
  const sleep = clock.sleep(10, controller.signal);
  controller.abort(new Error("enough"));
  await expect(sleep).rejects.toThrow("enough");
  await expect(clock.sleep(10, controller.signal)).rejects.toThrow("enough");
});

it("aborts at a deadline, by this clock", async () => {
  const clock = virtualClock();
  const { signal } = clock.deadline(10);
  const { signal: other, [Symbol.dispose]: dispose } = clock.deadline(10);
  await clock.advance(9);
  expect(signal.aborted).toBe(false);
  dispose();
  await clock.advance(1);
  expect(other.aborted).toBe(false);
  expect(signal.reason).toMatchObject({ name: "TimeoutError" });
});

it("jumps without time having passed", async () => {
  const clock = virtualClock(new Date(0));
  clock.jump(3_600_000);
  expect(clock.now()).toEqual(new Date(3_600_000));
  expect(clock.monotonicMs()).toBe(0);
});
