import { describe, expect, it } from "vitest";
import { isReached, median, quantile, table } from "../bench/engine/row.ts";

describe("a figure of the bench", () => {
  it.for([
    [4, { least: 4 }, true],
    [3.99, { least: 4 }, false],
    [1.5, { most: 1.5 }, true],
    [1.51, { most: 1.5 }, false],
    [undefined, { most: 1 }, undefined],
    [1, undefined, undefined],
  ] as const)("of %s is judged by %j: %s", ([value, target, judged]) => {
    expect(isReached({ name: "a", unit: "×", value, target })).toBe(judged);
  });

  it("is the middle one of several, and of a share of them the greatest", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(quantile([5, 1, 4, 2, 3], 0.99)).toBe(5);
    expect(quantile([5, 1, 4, 2, 3], 0.4)).toBe(2);
  });

  it("is shown beside what is asked of it", () => {
    const rows = [
      { name: "to the floor", unit: "%", value: 0.0912, target: { least: 0.1 } },
      { name: "rate", unit: "rotations/s", value: 12_345.6 },
      { name: "slow", unit: "", note: "needs gcc" },
    ];
    expect(table(rows)).toBe(
      [
        "MEASURE       FIGURE              TARGET",
        "to the floor  9.12%               ≥ 10%   missed",
        "rate          12,346 rotations/s",
        "slow          –                           needs gcc",
      ].join("\n"),
    );
  });
});
