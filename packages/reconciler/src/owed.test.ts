import { type Schedule, stateOf } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { DAY_MS, declarationOf, HOUR_MS, house, MINUTE_MS, sample } from "./house.fixture.ts";
import { owedAfter } from "./owed.ts";
import { HORIZON_MS } from "./schedule/schedule.ts";

/** Every night at 03:00, UTC; the virtual clock begins at midnight of 1 January. */
const nightly: Schedule = { cron: "0 3 * * *" };
const at = (text: string): Date => new Date(`2026-01-${text}Z`);

async function nights(rotate = nightly) {
  const home = await house(sample("set-blind"), { declaration: { rotate } });
  await home.look();
  return home;
}

describe("what is owed", () => {
  it("is the first slot after the version in force, and says so when it comes", async () => {
    const { look, clock, store } = await nights();
    expect((await look()).dueAt).toEqual(at("01T03:00"));
    await clock.advance(4 * HOUR_MS);
    expect(await look()).toMatchObject({ current: { number: 2 }, dueAt: at("02T03:00"), answeredAt: at("01T03:00") });
    const opened = store.recorded.findLast(({ name }) => name === "rotation.opened");
    expect(opened?.message).toBe("its time has come: 0 3 * * * in UTC, due 1h ago");
  });

  it("is one rotation, however many slots were missed (law 12)", async () => {
    const { look, clock } = await nights();
    await clock.advance(20 * DAY_MS);
    expect(await look()).toMatchObject({ current: { number: 2 }, dueAt: at("21T03:00") });
  });

  it("is no slot that was answered, though the clock is set back to before it (law 12)", async () => {
    const { look, clock } = await nights();
    await clock.advance(3 * HOUR_MS);
    await look();
    clock.jump(-HOUR_MS);
    for (let n = 0; n < 8; n++) {
      await clock.advance(15 * MINUTE_MS);
      expect((await look()).current?.number).toBe(2);
    }
    expect((await look()).dueAt).toEqual(at("02T03:00"));
  });

  it.for(["never", "0 0 30 2 *"])(
    "is nothing while the schedule cannot be kept, and it waits for another: %s",
    async (cron) => {
      const { look, declare, clock } = await nights({ cron });
      const row = await look();
      expect([stateOf(row, clock.now()), row.waiting?.reason, row.opened]).toEqual(["waiting", "declaration", 0]);
      await declare({ rotate: nightly });
      expect((await look()).current?.number).toBe(1);
    },
  );

  it("never keeps what landed from coming into force", async () => {
    const { look, declare, clock } = await nights();
    await clock.advance(3 * HOUR_MS);
    await declare({ rotate: { cron: "never" } });
    expect((await look()).waiting?.reason).toBe("declaration");
    expect(
      owedAfter(await look(), { ...declarationOf(sample("keys"), "ada"), rotate: { cron: "never" } }, clock.now()),
    ).toEqual(new Date(clock.now().getTime() + HORIZON_MS));
  });
});
