import { after } from "@rekey/core";
import { virtualClock } from "@rekey/core/testing";
import { expect, it, vi } from "vitest";
import { Fresh } from "./fresh.ts";

const HOUR_MS = 3_600_000;

function open(expires: "told" | "untold" = "told") {
  const clock = virtualClock();
  let made = 0;
  const fetch = vi.fn<() => Promise<{ value: number; expiresAt: Date | undefined }>>(async () => ({
    value: ++made,
    expiresAt: expires === "told" ? after(clock.now(), 24 * HOUR_MS) : undefined,
  }));
  const held = new Fresh<number>({ clock, earlyMs: HOUR_MS, otherwiseMs: 12 * HOUR_MS });
  return { clock, fetch, fresh: { get: () => held.get(fetch), drop: (value: number) => held.drop(value) } };
}

it("fetches once for all who wait, and not again while it is good", async () => {
  const { fresh, fetch } = open();
  await expect(Promise.all([fresh.get(), fresh.get(), fresh.get()])).resolves.toEqual([1, 1, 1]);
  await expect(fresh.get()).resolves.toBe(1);
  expect(fetch).toHaveBeenCalledTimes(1);
});

it.for([
  ["told", 23],
  ["untold", 11],
] as const)("replaces a value whose end is %s before that end", async ([expires, hours]) => {
  const { clock, fresh } = open(expires);
  await fresh.get();
  await clock.advance(hours * HOUR_MS - 1);
  await expect(fresh.get()).resolves.toBe(1);
  await clock.advance(1);
  await expect(fresh.get()).resolves.toBe(2);
});

it("fetches again what was refused, and keeps what has taken its place", async () => {
  const { fresh } = open();
  const first = await fresh.get();
  fresh.drop(first);
  await expect(fresh.get()).resolves.toBe(2);
  fresh.drop(first);
  await expect(fresh.get()).resolves.toBe(2);
});

it("fetches again after a failure, which all who wait hear of", async () => {
  const { fresh, fetch } = open();
  fetch.mockRejectedValueOnce(new Error("down"));
  const both = await Promise.allSettled([fresh.get(), fresh.get()]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await expect(fresh.get()).resolves.toBe(1);
});
