import { expect, it } from "vitest";
import { openLock } from "./lock.ts";

const refuse = (lock: ReturnType<typeof openLock>, times: number): void => {
  for (let each = 0; each < times; each++) lock.refused("AK", 0);
};

it("locks a key at the sixth refusal in a row, for five minutes", () => {
  const lock = openLock();
  refuse(lock, 5);
  expect(lock.isLocked("AK", 0)).toBe(false);
  refuse(lock, 1);
  expect(lock.isLocked("AK", 299_999)).toBe(true);
  expect(lock.isLocked("AK", 300_000)).toBe(false);
  expect(lock.isLocked("OTHER", 0)).toBe(false);
});

it("begins to count again when a signature was right", () => {
  const lock = openLock();
  refuse(lock, 5);
  lock.accepted("AK");
  refuse(lock, 5);
  expect(lock.isLocked("AK", 0)).toBe(false);
});
