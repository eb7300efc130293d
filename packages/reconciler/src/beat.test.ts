import { type Call, type Connection, CredentialError, Secret, stateOf } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { DAY_MS, type Given, HOUR_MS, house, MINUTE_MS, remembering, sample } from "./house.fixture.ts";
import { watchClock } from "./watch.ts";

const TAKEN = "canary-taken";

/** A credential in force whose heartbeat is looked at each hour, the logins that left, and somebody at the console. */
async function scene(given: Given = {}, kind = sample("set-checked")) {
  const logins: string[] = [];
  const via = (real: Connection): Connection => ({
    ...real,
    async send(call: Call) {
      if (call.operation === "login") logins.push(call.operation);
      return (given.via?.(real) ?? real).send(call);
    },
  });
  const declaration = { heartbeat: { everyMs: HOUR_MS }, ...given.declaration };
  const built = await house(kind, { ...given, via, declaration });
  const { clock, cloud, look, row, store } = built;
  await look();
  logins.length = 0;
  const change = (value = TAKEN) =>
    cloud.via.send({
      service: "sample",
      operation: "setPassword",
      method: "PUT",
      path: "/users/{user}/password",
      params: { user: "ada" },
      body: { next: new Secret(value) },
      repeat: "never",
    });
  const later = async (ms = HOUR_MS) => (await clock.advance(ms), look());
  const events = () => built.events.map(({ name }) => name);
  const paid = async () => (await store.payments("sample:ada", clock.now())).length;
  return { ...built, row, logins, change, later, told: events, paid };
}

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
