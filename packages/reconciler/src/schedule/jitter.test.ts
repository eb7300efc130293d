import { describe, expect, it } from "vitest";
import { jitter } from "./jitter.ts";

describe("jitter", () => {
  const slot = Date.UTC(2026, 5, 1);

  it("is the same for the same credential and slot, in every process (law 12)", () => {
    expect(jitter(3_600_000, "cr-1", slot)).toBe(725_179);
  });

  it("differs between credentials and between slots", () => {
    const all = Array.from({ length: 100 }, (_, at) => jitter(3_600_000, `cr-${at}`, slot));
    const later = Array.from({ length: 100 }, (_, at) => jitter(3_600_000, "cr-1", slot + at * 86_400_000));
    expect(new Set(all).size).toBe(100);
    expect(new Set(later).size).toBe(100);
  });

  it("spreads evenly over the whole time, and never reaches its end", () => {
    const all = Array.from({ length: 10_000 }, (_, at) => jitter(10, `cr-${at}`, slot));
    for (let ms = 0; ms < 10; ms++) expect(all.filter((one) => one === ms).length).toBeGreaterThan(850);
    expect(Math.max(...all)).toBe(9);
  });

  it("is nothing where none is wanted", () => {
    expect(jitter(0, "cr-1", slot)).toBe(0);
  });
});
