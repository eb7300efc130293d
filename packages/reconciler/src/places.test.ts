import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { Places } from "./places.ts";

/** Takes so many places of each connection, and says who has how many. */
async function crowded(places: Places, wanted: Readonly<Record<string, number>>) {
  const taken: string[] = [];
  for (const [name, count] of Object.entries(wanted))
    for (let n = 0; n < count; n++) void places.take(name).then(() => taken.push(name));
  await setImmediate();
  const count = () =>
    Object.fromEntries(Object.keys(wanted).map((name) => [name, taken.filter((whose) => whose === name).length]));
  return { taken, count };
}

const unlimited = () => Number.POSITIVE_INFINITY;

describe("places", () => {
  it("are taken by one connection only as long as as many are left free (P5)", async () => {
    const { count } = await crowded(new Places(64, unlimited), { hung: 1000 });
    expect(count()).toEqual({ hung: 32 });
  });

  it("are left for others however many connections hang (P5)", async () => {
    const names = Array.from({ length: 6 }, (_, n) => `hung-${n}`);
    const places = new Places(64, unlimited);
    await crowded(places, Object.fromEntries(names.map((name) => [name, 1000])));
    const { count } = await crowded(places, { prod: 3 });
    expect(count()).toEqual({ prod: 1 });
  });

  it("are no more than the operator allows a connection", async () => {
    const { count } = await crowded(new Places(64, (name) => (name === "small" ? 2 : 100)), { small: 9, large: 9 });
    expect(count()).toEqual({ small: 2, large: 9 });
  });

  it("are one where there is one", async () => {
    const places = new Places(1, unlimited);
    const { count, taken } = await crowded(places, { a: 2, b: 1 });
    expect(count()).toEqual({ a: 1, b: 0 });
    places.give("a");
    await setImmediate();
    expect(taken).toHaveLength(2);
  });

  it("go to whoever has fewest, and of one connection to whoever waits longest", async () => {
    const places = new Places(5, unlimited);
    const order: string[] = [];
    for (const [name, who] of [
      ["a", "a1"],
      ["a", "a2"],
      ["b", "b1"],
      ["a", "a3"],
      ["a", "a4"],
      ["b", "b2"],
    ] as const)
      void places.take(name).then(() => order.push(who));
    await setImmediate();
    // A third of a would leave one free, and b has fewer.
    expect(order).toEqual(["a1", "a2", "b1", "b2"]);
    places.give("a");
    await setImmediate();
    expect(order.slice(4)).toEqual(["a3"]);
    places.give("b");
    places.give("b");
    await setImmediate();
    expect(order.slice(5)).toEqual(["a4"]);
  });

  it("are no matter any more once everybody is to stop", async () => {
    const places = new Places(2, () => 1);
    const { count } = await crowded(places, { a: 5 });
    places.open();
    await setImmediate();
    expect(count()).toEqual({ a: 5 });
  });
});
