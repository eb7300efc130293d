import { CredentialError, stateOf } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { scene } from "./beat.fixture.ts";
import { HOUR_MS, MINUTE_MS, sample } from "./house.fixture.ts";
import { watchClock } from "./watch.ts";

describe("the heartbeat", () => {
  it("asks within its period whether the version in force still logs in, and changes nothing else", async () => {
    const { row, later, logins, clock, cloud } = await scene();
    const before = await row();
    const period = before.wakeAt.getTime() - clock.now().getTime();
    expect(period).toBeGreaterThanOrEqual(0.75 * HOUR_MS);
    expect(period).toBeLessThanOrEqual(HOUR_MS);
    const after = await later(period);
    expect(logins).toHaveLength(1);
    expect(after).toEqual({
      ...before,
      current: { ...before.current, verifiedAt: clock.now() },
      heartbeat: { version: 1, askedAt: clock.now() },
      wakeAt: expect.any(Date),
    });
    expect(cloud.calls.filter(({ operation }) => operation === "setPassword")).toHaveLength(1);
  });

  it("pays for its try before it sends it, and gets that back where the answer is right (law 5)", async () => {
    const paidAtLogin: number[] = [];
    const { later, paid, logins } = await scene({
      via: (real) => ({
        ...real,
        async send(call) {
          if (call.operation === "login") paidAtLogin.push(await paid());
          return real.send(call);
        },
      }),
    });
    await later();
    expect([paidAtLogin.at(-1), logins.length, await paid()]).toEqual([1, 1, 0]);
  });

  it("takes no lost answer for a refusal, and keeps nobody waiting", async () => {
    let isDown = false;
    const { later, row, clock, logins, told } = await scene({
      via: (real) => ({
        ...real,
        async send(call) {
          if (isDown && call.operation === "login") throw new CredentialError("ERR_OUTCOME_UNKNOWN", "no reply");
          return real.send(call);
        },
      }),
    });
    isDown = true;
    await later();
    const { heartbeat, waiting, fails } = await row();
    expect(heartbeat).toMatchObject({ problem: { code: "ERR_OUTCOME_UNKNOWN" } });
    expect([heartbeat?.driftedAt, waiting, fails, logins.length]).toEqual([undefined, undefined, 0, 1]);
    expect(stateOf(await row(), clock.now())).toBe("stable");
    isDown = false;
    expect((await later()).heartbeat?.problem).toBeUndefined();
    expect(told()).not.toContain("drift.found");
  });

  it("meets a lock, and nothing else tries through it, whoever asks (law 5)", async () => {
    let lockedUntil: Date | undefined;
    const { later, look, row, store, clock, logins } = await scene({
      via: (real) => ({
        ...real,
        async send(call) {
          if (!lockedUntil || clock.now() >= lockedUntil || call.operation !== "login") return real.send(call);
          throw new CredentialError("ERR_UNAVAILABLE", "locked", { reason: "lock", againAt: lockedUntil });
        },
      }),
    });
    lockedUntil = new Date(clock.now().getTime() + 2 * HOUR_MS);
    expect((await later()).waiting).toMatchObject({ reason: "lock", until: lockedUntil });
    await store.ask("c1", { inForce: "current" }, { who: "ada", at: clock.now() });
    await look();
    expect([logins.length, stateOf(await row(), clock.now())]).toEqual([1, "waiting"]);
    await later(HOUR_MS);
    expect([logins.length, stateOf(await row(), clock.now()), (await row()).asked]).toEqual([2, "stable", undefined]);
  });

  it("asks nothing while fewer than three tries are left: one is the human's, one a rotation's (law 5)", async () => {
    const { store, clock, later, logins, paid, look } = await scene(
      {},
      sample("set-checked", { limits: { lockout: { tries: 3, windowMs: HOUR_MS } } }),
    );
    await clock.advance(HOUR_MS);
    const held = await store.claim("c1", clock.now(), 1_000);
    if (!held) throw new TypeError("it is due for a look");
    const until = new Date(clock.now().getTime() + 2 * HOUR_MS);
    const bill = {
      identity: "sample:ada",
      lockout: { tries: 3, windowMs: HOUR_MS },
      tries: 1,
      now: clock.now(),
      until,
    };
    await store.commit(held.claim, held.credential, { name: "budget.spent", at: clock.now() }, bill);
    await store.release(held.claim);
    await clock.advance(MINUTE_MS);
    expect((await look()).heartbeat?.againAt).toEqual(until);
    expect([logins.length, await paid()]).toEqual([0, 1]);
    await later(2 * HOUR_MS);
    expect(logins).toHaveLength(1);
  });

  it.for([
    ["it is off", "set-checked", { heartbeat: "off" as const }],
    ["its kind has no login", "set-blind", {}],
  ] as const)("does not beat where %s", async ([, kind, declaration]) => {
    const { row, logins } = await scene({ declaration }, sample(kind));
    const { wakeAt, dueAt } = await row();
    expect([wakeAt, logins.length]).toEqual([dueAt, 0]);
  });

  it("does not beat where the account locks after two tries", async () => {
    const { row } = await scene({}, sample("set-checked", { limits: { lockout: { tries: 2, windowMs: HOUR_MS } } }));
    expect((await row()).heartbeat).toBeUndefined();
  });

  it("does not beat in a pause, and does as soon as that is over", async () => {
    const { store, clock, look, later, logins, row } = await scene();
    const until = new Date(clock.now().getTime() + 5 * HOUR_MS);
    await store.ask("c1", { pause: until }, { who: "ada", at: clock.now() });
    await look();
    await later(2 * HOUR_MS);
    expect(logins).toHaveLength(0);
    expect((await row()).wakeAt).toEqual(until);
    await later(3 * HOUR_MS);
    expect(logins).toHaveLength(1);
  });

  it("does not beat by a clock that nobody believes (law 12)", async () => {
    const { clock, look, logins, row, tools } = await scene();
    const watch = watchClock(clock, () => undefined);
    Object.assign(tools, { watch });
    clock.jump(2 * HOUR_MS);
    await look();
    expect([logins.length, stateOf(await row(), clock.now())]).toEqual([0, "stable"]);
    expect((await row()).wakeAt.getTime()).toBeGreaterThan(clock.now().getTime());
    watch.confirmClock();
    await clock.advance(10 * MINUTE_MS);
    await look();
    expect(logins).toHaveLength(1);
  });
});
