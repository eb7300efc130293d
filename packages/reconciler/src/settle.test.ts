import { describe, expect, it } from "vitest";
import { house, MINUTE_MS, sample } from "./house.fixture.ts";

describe("a service that does not know its new secret yet", () => {
  it("is asked at most three times in its first minute, and refuses nothing by it (P12)", async () => {
    const asked: number[] = [];
    const check = async () => (asked.push(clock.now().getTime()), asked.length < 3 ? "refused" : "accepted");
    const { look, clock, cloud } = await house(sample("set-checked", { check }));
    let row = await look();
    expect(row).toMatchObject({ waiting: { reason: "propagating" }, attempt: { phase: "landed" } });
    for (let n = 0; n < 12 && !row.current; n++) {
      await clock.advance(5_000);
      row = await look();
    }
    expect(row).toMatchObject({ current: { number: 1, verifiedAt: clock.now() }, attempt: undefined });
    expect(asked).toHaveLength(3);
    expect(cloud.calls.filter(({ operation }) => operation === "setPassword")).toHaveLength(1);
  });

  it("is an unknown again once that minute is over, with the same candidate (law 4, P12)", async () => {
    const check = async () => "refused" as const;
    const { look, clock, cloud } = await house(sample("set-checked", { check }));
    let row = await look();
    const candidate = row.attempt?.candidate?.secret.reveal();
    for (let n = 0; n < 30 && row.attempt?.phase !== "sent"; n++) {
      await clock.advance(MINUTE_MS / 6);
      row = await look();
    }
    expect(row.attempt).toMatchObject({ phase: "sent", version: 1 });
    expect(row.attempt?.candidate?.secret.reveal()).toBe(candidate);
    expect(cloud.calls.length).toBeGreaterThan(0);
  });
});
