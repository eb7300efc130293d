import { expect, it } from "vitest";
import { after, earliest, systemClock } from "./clock.ts";

it("counts on from an instant", () => {
  expect(after(new Date(1000), 500)).toEqual(new Date(1500));
  expect(after(new Date(1000), -500)).toEqual(new Date(500));
});

it("finds the earliest of some instants, passing over those that are absent", () => {
  expect(earliest(new Date(3), undefined, new Date(2))).toEqual(new Date(2));
  expect(earliest(undefined)).toBeUndefined();
  expect(earliest()).toBeUndefined();
});

it("wakes from a sleep, and from none at once", async () => {
  await systemClock.sleep(1);
  await systemClock.sleep(0);
  await systemClock.sleep(-1);
});

it("rejects an aborted sleep with the signal's own reason, however long it was to be", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  const sleep = systemClock.sleep(2 ** 40, controller.signal);
  controller.abort(reason);
  await expect(sleep).rejects.toBe(reason);
  await expect(systemClock.sleep(1, AbortSignal.abort(reason))).rejects.toBe(reason);
});

it("aborts at a deadline", async () => {
  const { signal } = systemClock.deadline(1);
  const { promise, resolve } = Promise.withResolvers<unknown>();
  signal.addEventListener("abort", () => resolve(signal.reason));
  expect(await promise).toMatchObject({ name: "TimeoutError" });
});

it("has no deadline that was disposed of", async () => {
  const { signal, [Symbol.dispose]: dispose } = systemClock.deadline(1);
  dispose();
  await systemClock.sleep(2);
  expect(signal.aborted).toBe(false);
});
