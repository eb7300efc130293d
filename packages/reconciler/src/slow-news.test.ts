import { expect, it } from "vitest";
import { declarationOf, furnish, HOUR_MS, MINUTE_MS, sample } from "./house.fixture.ts";
import { reconcile } from "./reconcile.ts";

it("decides by the instant at which it heard, however long writing that takes: what was moved meanwhile is not due (laws 8, 12)", async () => {
  const kind = sample("set-checked");
  const { store, clock, tools, cloud } = furnish(kind, ["ada"], { newUid: () => "c1" });
  const place = { identity: "sample:ada", lane: "sample:ada" };
  const declare = (everyMs: number) =>
    store.declare({ ...declarationOf(kind, "ada"), rotate: { everyMs } }, place, clock.now());
  await declare(2 * HOUR_MS);
  await reconcile(tools, "c1");
  await clock.advance(2 * HOUR_MS - MINUTE_MS);
  await declare(4 * HOUR_MS);
  await store.ask("c1", "resume", { who: "ada", at: clock.now() });
  const slow: typeof store = {
    ...store,
    async commit(claim, next, event, ...bills) {
      await store.commit(claim, next, event, ...bills);
      if (event.name === "rotation.resumed") await clock.advance(2 * MINUTE_MS);
    },
  };
  await reconcile({ ...tools, store: slow }, "c1");
  expect(cloud.calls.filter(({ operation }) => operation === "setPassword")).toHaveLength(1);
});
