import { type Checked, Secret, stateOf } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { scene, TAKEN } from "./beat.fixture.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, remembering, sample } from "./house.fixture.ts";

describe("drift", () => {
  it("says that a version is drifted which the service refuses, once, and leaves it in force", async () => {
    const { change, later, told, row, clock, store } = await scene();
    await change();
    await later();
    const found = await row();
    expect(found.heartbeat).toMatchObject({ version: 1, driftedAt: clock.now() });
    expect(stateOf(found, clock.now())).toBe("stable");
    await later();
    await later();
    expect(told().filter((name) => name === "drift.found")).toHaveLength(1);
    expect((await store.events({ uid: "c1" })).filter(({ name }) => name === "drift.found")).toHaveLength(1);
    expect((await row()).current?.number).toBe(1);
  });

  it("says that it is over when the service accepts the version again", async () => {
    const { change, later, told, row } = await scene();
    const first = (await row()).current?.issued?.secret.reveal() ?? "";
    await change();
    await later();
    await change(first);
    const back = await later();
    expect(back.heartbeat?.driftedAt).toBeUndefined();
    expect(told().at(-1)).toBe("drift.cleared");
  });

  it.for([
    ["rotates", "rotate"],
    ["says what is in force now", { inForce: new Secret(TAKEN) }],
  ] as const)("is over when a person %s", async ([, what]) => {
    const { change, later, told, look, store, clock } = await scene();
    await change();
    await later();
    await store.ask("c1", what, { who: "ada", at: clock.now() });
    const { current, heartbeat } = await look();
    expect([current?.number, heartbeat]).toEqual([2, undefined]);
    expect(told()).toContain("drift.cleared");
  });

  it("is over when a person put the old one back and says so", async () => {
    const { change, later, told, look, store, clock, row } = await scene();
    const first = (await row()).current?.issued?.secret.reveal() ?? "";
    await change();
    await later();
    await change(first);
    await store.ask("c1", { inForce: "current" }, { who: "ada", at: clock.now() });
    expect((await look()).current?.number).toBe(1);
    expect(told().at(-1)).toBe("drift.cleared");
  });

  it("is over on a person's word where the service cannot tell, and says whose word it is", async () => {
    const asked: { answer?: Checked } = {};
    const checked = sample("set-checked");
    const check: typeof checked.check = async (...args) =>
      asked.answer ?? (await checked.check?.(...args)) ?? "unclear";
    const { change, later, events, look, store, clock } = await scene({}, { ...checked, check });
    await change();
    await later();
    asked.answer = "unclear";
    await store.ask("c1", { inForce: "current" }, { who: "ada", at: clock.now() });
    expect(await look()).toMatchObject({ current: { number: 1, verifiedAt: undefined }, heartbeat: undefined });
    expect(events.at(-1)).toMatchObject({ name: "drift.cleared", message: "a person said that it is in force" });
  });

  it("asks once more before it says so of what came in force within the hour (P12)", async () => {
    const { change, later, told, row, clock } = await scene({
      declaration: { heartbeat: { everyMs: 20 * MINUTE_MS } },
    });
    await change();
    const first = await later(20 * MINUTE_MS);
    expect(first.heartbeat).toMatchObject({
      refusedAt: clock.now(),
      againAt: new Date(clock.now().getTime() + MINUTE_MS),
    });
    expect(first.heartbeat?.driftedAt).toBeUndefined();
    await later(MINUTE_MS);
    expect((await row()).heartbeat?.driftedAt).toEqual(clock.now());
    expect(told()).toContain("drift.found");
  });
});

describe("what drifted", () => {
  const unasked = { declaration: { drift: "rotate" as const } };

  it("is rotated unasked where its declaration says so, and delivered", async () => {
    const sink = remembering();
    const { change, later, told, cloud, look } = await scene({ ...unasked, sinks: { "app-env": sink } });
    await change();
    await later();
    const { current, heartbeat } = await look();
    expect([current?.number, heartbeat]).toEqual([2, undefined]);
    expect(current?.issued && cloud.accepts("ada", current.issued.secret)).toBe(true);
    expect(sink.had.map(({ version }) => version)).toEqual([1, 2]);
    expect(told()).toContain("drift.cleared");
  });

  it("is rotated within the windows of its schedule only", async () => {
    const windows = [{ cron: "0 12 * * *", durationMs: HOUR_MS }];
    const { clock, look, later, change, row } = await scene({
      declaration: { ...unasked.declaration, rotate: { everyMs: 30 * DAY_MS, windows } },
    });
    await later(12 * HOUR_MS);
    await look();
    await change();
    await later(2 * HOUR_MS);
    expect(await look()).toMatchObject({ current: { number: 1 }, waiting: { reason: "window" } });
    await later((await row()).wakeAt.getTime() - clock.now().getTime());
    expect((await row()).current?.number).toBe(2);
  });

  it("is not rotated where that wants the secret that is refused", async () => {
    const kind = sample("change-checked");
    const { store, look, clock, later, change, row } = await scene(unasked, kind);
    await store.ask("c1", { inForce: new Secret("canary-first") }, { who: "ada", at: clock.now() });
    await look();
    await look();
    await change();
    await later(2 * HOUR_MS);
    await look();
    expect(await row()).toMatchObject({ heartbeat: { driftedAt: expect.any(Date) }, current: { number: 1 } });
  });
});
