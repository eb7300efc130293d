import { after, Secret } from "@rekey/core";
import { expect, it } from "vitest";
import { HOUR_MS, house, MINUTE_MS, sample } from "./house.fixture.ts";

/** A credential with one version, and somebody who asks. */
async function scene(kind = sample("random")) {
  const { store, uid, clock, look, ...rest } = await house(kind);
  await look();
  await clock.advance(MINUTE_MS);
  const ask = (what: "rotate" | { inForce: Secret | "current" }) =>
    store.ask(uid, what, { who: "ada", at: clock.now() });
  return { ...rest, store, uid, clock, look, ask };
}

it("doubts a statement that is older than the version in force, though a clock that was set back says otherwise (laws 6 and 12)", async () => {
  const { ask, clock, look, events } = await scene();
  await ask("rotate");
  await clock.advance(6 * HOUR_MS);
  await ask({ inForce: new Secret("canary-outdated") });
  clock.jump(-5 * HOUR_MS);
  expect((await look()).current?.number).toBe(2);
  await clock.advance(5 * HOUR_MS);
  const { current } = await look();
  expect(current?.number).toBe(2);
  expect(events.at(-1)).toMatchObject({ name: "rotation.refused", by: "ada" });
});

it("believes a statement that is younger than the version in force, though a clock that was set back says otherwise", async () => {
  const { ask, clock, look } = await scene();
  clock.jump(-6 * HOUR_MS);
  await ask({ inForce: new Secret("canary-told") });
  expect((await look()).current).toMatchObject({ number: 2 });
});

it("carries out what was asked for after a rotation, though a clock that was set back says that it came before", async () => {
  const { ask, clock, look } = await scene();
  clock.jump(-6 * HOUR_MS);
  await ask("rotate");
  await clock.advance(12 * HOUR_MS);
  expect((await look()).current?.number).toBe(2);
});

it("answers all who asked for a rotation before one ended with that one, and refuses nobody (law 11)", async () => {
  const { ask, look, events, store, uid } = await scene();
  await ask("rotate");
  const second = await ask("rotate");
  await look();
  const { current, asked, answered } = await look();
  expect([current?.number, asked, answered]).toEqual([2, undefined, second]);
  expect(await store.request(uid, answered)).toBeUndefined();
  expect(events.filter(({ name }) => name === "rotation.refused")).toEqual([]);
});

it("rotates what a person imported and asked to be rotated in one breath", async () => {
  const { ask, look } = await scene(sample("change-blind"));
  await ask({ inForce: new Secret("canary-first") });
  await ask("rotate");
  await look();
  expect((await look()).current).toMatchObject({ number: 2, isRotated: true });
});

it("waits for a least interval from when it saw that the clock was set back, and not for as long as that was (law 12)", async () => {
  const { ask, clock, look } = await scene(sample("random", { limits: { leastIntervalMs: 5 * MINUTE_MS } }));
  clock.jump(-6 * HOUR_MS);
  await ask("rotate");
  const { waiting, current } = await look();
  const freeAt = after(clock.now(), 5 * MINUTE_MS);
  expect([waiting?.reason, waiting?.until, current?.since]).toEqual(["interval", freeAt, clock.now()]);
  await clock.advance(5 * MINUTE_MS);
  expect((await look()).current?.number).toBe(2);
});
