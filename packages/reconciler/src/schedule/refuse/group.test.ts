import { expect, it } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../house.fixture.ts";
import { refusedInGroup } from "./group.ts";

const now = new Date(Date.UTC(2026, 0, 1));

it("takes a group whose turns fit between two rotations", () => {
  const group = { members: 6, offsetMs: 10 * MINUTE_MS };
  expect(refusedInGroup({ everyMs: HOUR_MS }, now, group)).toBeUndefined();
  expect(refusedInGroup({ cron: "0 3 * * 6" }, now, { members: 100, offsetMs: HOUR_MS })).toBeUndefined();
});

it("refuses one that never catches up, and says what would fit", () => {
  expect(refusedInGroup({ everyMs: HOUR_MS }, now, { members: 7, offsetMs: 10 * MINUTE_MS })).toEqual({
    path: "stagger",
    message: "7 credentials 10m apart take 1h 10m, and 1h pass between two rotations",
    remedy: "write an offset of at most 8m 34s, a smaller group, or a schedule that asks for less",
  });
  expect(refusedInGroup({ cron: "0 3 * * *" }, now, { members: 3, offsetMs: DAY_MS })?.path).toBe("stagger");
});
