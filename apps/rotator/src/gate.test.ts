import { expect, it } from "vitest";
import { gate } from "./gate.ts";

it("lets so many in at once, in the order they came, and goes on after a failure", async () => {
  const through = gate(2);
  const began: number[] = [];
  const ends = [0, 1, 2, 3].map(() => Promise.withResolvers<void>());
  const all = ends.map(({ promise }, at) =>
    through(() => {
      began.push(at);
      return promise;
    }).catch(() => undefined),
  );
  expect(began).toEqual([0, 1]);
  ends[1]?.reject(new Error("failed"));
  await all[1];
  expect(began).toEqual([0, 1, 2]);
  ends.forEach(({ resolve }) => resolve());
  await Promise.all(all);
  expect(began).toEqual([0, 1, 2, 3]);
});
