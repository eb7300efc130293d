import { type Credential, Secret } from "@rekey/core";
import { expect, it } from "vitest";
import { couple } from "./alternate.fixture.ts";
import { HOUR_MS, house, MINUTE_MS, sample } from "./house.fixture.ts";

const keyed = (number: number, id?: string) => ({
  number,
  issued: { secret: new Secret("canary-first"), id },
  facts: {},
  since: new Date(0),
});

/** What becomes of a version in force when the next one of that kind comes. */
async function previousOf(kind: Parameters<typeof house>[0], current: Credential["current"]) {
  const { store, look, clock, declare } = await house(kind);
  await declare();
  const row = store.rows.get("c1");
  if (!row) throw new TypeError("it is declared");
  row.credential = { ...row.credential, current, opened: 1 };
  const { previous, current: next } = await look();
  expect(next?.number).toBe(2);
  return { previous, graceEndsAt: new Date(clock.now().getTime() + HOUR_MS) };
}

it("withdraws a version by its name once the grace is over (law 9)", async () => {
  const { previous, graceEndsAt } = await previousOf(sample("keys"), keyed(1, "key-0"));
  expect(previous).toMatchObject({ number: 1, retireAt: graceEndsAt });
});

it("withdraws nothing that has no name, that nobody here held, or that its kind cannot withdraw", async () => {
  const retire = async () => "retired" as const;
  const found = [
    await previousOf(sample("keys"), keyed(1)),
    await previousOf(sample("set-blind"), keyed(1, "key-0")),
    await previousOf(sample("mailed", { retire }), { number: 1, facts: {}, since: new Date(0) }),
  ];
  for (const { previous } of found) expect([previous?.number, previous?.retireAt]).toEqual([1, undefined]);
});

it("says how long it took, from its drafting on", async () => {
  const { look, clock, events } = await house(
    sample("set-async", { ready: async () => clock.now().getTime() > began.getTime() }),
  );
  const began = clock.now();
  await look();
  await clock.advance(MINUTE_MS);
  await look();
  expect(events.find(({ name }) => name === "rotation.promoted")).toMatchObject({ durationMs: MINUTE_MS });
});

it("keeps the other account's version where the one in force gets a new secret (law 9)", async () => {
  const { look, ask, clock, cloud } = await couple(sample("set-blind"));
  await look();
  await clock.advance(HOUR_MS);
  await ask("rotate");
  expect(await look()).toMatchObject({ current: { number: 2, isAlternate: true }, previous: { number: 1 } });
  await clock.advance(MINUTE_MS);
  await ask({ inForce: new Secret("canary-theirs"), isAlternate: true });
  const row = await look();
  expect(row).toMatchObject({ current: { number: 3, isAlternate: true }, previous: { number: 1 } });
  expect(row.previous?.issued && cloud.accepts("ada", row.previous.issued.secret)).toBe(true);
});
