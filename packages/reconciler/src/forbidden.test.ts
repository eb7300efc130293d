import type { Sink } from "@rekey/core";
import { expect, it } from "vitest";
import { DAY_MS, house, MINUTE_MS, sample } from "./house.fixture.ts";

const taking: Sink = { deliver: async () => undefined };

/** A house whose operator may change their mind. */
async function home(why: { rotate?: string; deliver?: string }) {
  const forbidden = (_: object, sink?: string) => (sink === undefined ? why.rotate : why.deliver);
  const declaration = { rotate: { everyMs: DAY_MS }, deliver: ["a"] };
  return house(sample("set-blind"), { declaration, sinks: { a: taking }, tools: { forbidden } });
}

it("begins nothing that the operator does not allow, says why, and goes on once it is allowed (law 11)", async () => {
  const why: { rotate?: string } = { rotate: "connections.prod.allow does not let acme use it" };
  const { look, clock, cloud } = await home(why);
  expect((await look()).waiting).toMatchObject({ reason: "declaration", message: why.rotate });
  await clock.advance(5 * MINUTE_MS);
  expect((await look()).waiting?.reason).toBe("declaration");
  expect(cloud.calls).toHaveLength(0);
  delete why.rotate;
  await clock.advance(5 * MINUTE_MS);
  expect(await look()).toMatchObject({ current: { number: 1 }, waiting: undefined });
});

it("rotates no more what is allowed no more", async () => {
  const why: { rotate?: string } = {};
  const { look, clock, cloud } = await home(why);
  expect((await look()).current?.number).toBe(1);
  why.rotate = "no";
  await clock.advance(DAY_MS);
  expect(await look()).toMatchObject({ current: { number: 1 }, waiting: { reason: "declaration" } });
  expect(cloud.calls).toHaveLength(1);
});

it("gives nothing to a sink that does not allow it, and everything once it does (law 8)", async () => {
  const why: { deliver?: string } = { deliver: "sinks.a.allow does not let acme use it" };
  const { look, clock } = await home(why);
  const row = await look();
  expect(row).toMatchObject({
    current: { number: 1 },
    cursors: { a: { version: 0, problem: { message: why.deliver } } },
  });
  delete why.deliver;
  await clock.advance(row.wakeAt.getTime() - clock.now().getTime());
  expect((await look()).cursors["a"]).toMatchObject({ version: 1, fails: 0 });
});
