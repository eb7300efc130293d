import { setImmediate } from "node:timers/promises";
import { after, type Claims, CredentialError, type Rotations, Secret, type Sink } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { HOUR_MS, house, MINUTE_MS, passing, remembering, sample } from "./house.fixture.ts";
import { reconcile } from "./reconcile.ts";

const down = (message: string): Sink => ({
  deliver: () => Promise.reject(new CredentialError("ERR_DELIVERY", message)),
});

/** Puts a version in force that no sink has, in a row that waits until then. */
async function inForce(store: Claims & Rotations, uid: string, until: Date): Promise<void> {
  const since = after(until, -HOUR_MS);
  const held = await store.claim(uid, since, MINUTE_MS);
  if (!held) throw new TypeError("it is free");
  const { claim, credential, declared } = held;
  const observed = declared.generation;
  const current = { number: 1, issued: { secret: new Secret("canary-given") }, facts: {}, since };
  const waiting = { reason: "refused" as const, until, message: "it was refused" };
  const next = { ...credential, observed, opened: 1, current, waiting, dueAt: until, wakeAt: since };
  await store.finish(claim, next, { name: "rotation.waiting", at: since, uid });
}

describe("deliver", () => {
  it("lets each sink fail by itself, and never rotates for it (law 8, P7)", async () => {
    const up = remembering();
    const { look, cloud, clock } = await house(sample("set-blind"), { sinks: { vault: down("sealed"), file: up } });
    const row = await look();
    expect(up.had).toHaveLength(1);
    expect(row.cursors).toMatchObject({
      vault: { version: 0, fails: 1, problem: { code: "ERR_DELIVERY", message: "sealed" } },
      file: { version: 1, fails: 0, deliveredAt: clock.now() },
    });
    await clock.advance(HOUR_MS);
    expect((await look()).cursors["vault"]?.fails).toBe(2);
    expect(cloud.calls).toHaveLength(1);
    expect(up.had).toHaveLength(1);
  });

  it("lets no new version wait for the back-off of the one before, which logs in nowhere any more", async () => {
    let isDown = true;
    const up = remembering();
    const vault: Sink = { deliver: (...all) => (isDown ? down("sealed") : up).deliver(...all) };
    const { look, store, clock } = await house(sample("set-blind"), { sinks: { vault } });
    for (let n = 0; n < 6; n++) await look().then(() => clock.advance(HOUR_MS));
    await look();
    isDown = false;
    await store.ask("c1", "rotate", { who: "ada", at: clock.now() });
    await clock.advance(1);
    expect((await look()).cursors["vault"]?.version).toBe(2);
  });

  it("tells a failure once, until it is another one", async () => {
    let message = "sealed";
    const sink: Sink = { deliver: () => Promise.reject(new CredentialError("ERR_DELIVERY", message)) };
    const { look, events, store, clock } = await house(sample("set-blind"), { sinks: { vault: sink } });
    for (let n = 0; n < 3; n++) await look().then(() => clock.advance(HOUR_MS));
    message = "gone";
    await look();
    const failures = events.filter(({ name }) => name === "delivery.failed");
    expect(failures.map(({ problem }) => problem?.message)).toEqual(["sealed", "gone"]);
    expect(store.recorded.filter(({ name }) => name === "delivery.failed")).toHaveLength(4);
  });

  it("ends a sink that does not answer, while the others have theirs", async () => {
    const up = remembering();
    const hung: Sink = { deliver: () => Promise.withResolvers<void>().promise };
    const { look, clock } = await house(sample("set-blind"), { sinks: { hung, file: up } });
    const { cursors } = await passing(clock, look());
    expect(cursors).toMatchObject({ hung: { version: 0, problem: { code: "ERR_DELIVERY" } }, file: { version: 1 } });
  });

  it("is not done while a sink still takes what was sent, though another look has overtaken it", async () => {
    const slow = Promise.withResolvers<void>();
    const sinks = { file: remembering(), slow: { deliver: () => slow.promise } };
    const overtaken = new CredentialError("ERR_CONFLICT", "somebody else holds it now");
    const { tools, uid } = await house(sample("set-blind"), {
      sinks,
      store: (real) => ({
        ...real,
        commit: (claim, next, event, ...bills) =>
          event.name === "delivery.done" ? Promise.reject(overtaken) : real.commit(claim, next, event, ...bills),
      }),
    });
    const order: string[] = [];
    const looking = reconcile(tools, uid).then(() => order.push("the look"));
    await setImmediate();
    order.push("the sink");
    slow.resolve();
    await looking;
    expect(order).toEqual(["the sink", "the look"]);
  });

  it("keeps its claim while a sink still takes what was sent, though the row waits for something else (law 7)", async () => {
    const slow = Promise.withResolvers<void>();
    const witness = { deliver: () => Promise.reject(new CredentialError("ERR_DELIVERY", "v9", { newest: 9 })) };
    const sinks = { witness, file: remembering(), slow: { deliver: () => slow.promise } };
    const { tools, uid, store, clock } = await house(sample("set-blind"), { sinks });
    await inForce(store, uid, after(clock.now(), HOUR_MS));
    const looking = reconcile(tools, uid);
    await setImmediate();
    const { claim, credential } = (await store.get(uid)) ?? {};
    expect(credential?.cursors["file"]?.version).toBe(1);
    expect(claim).toBeDefined();
    slow.resolve();
    await looking;
    expect((await store.get(uid))?.claim).toBeUndefined();
  });

  it("leaves no deadline that outlasts the delivery", async () => {
    const signals: AbortSignal[] = [];
    const quick: Sink = { deliver: async (_, signal) => void signals.push(signal) };
    const { look, clock } = await house(sample("set-blind"), { sinks: { quick } });
    await look();
    await clock.advance(MINUTE_MS);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  });

  it("calls whatever a sink throws a failed delivery, and quotes none of it (law 10)", async () => {
    const sink: Sink = { deliver: () => Promise.reject(new Error("canary-in-a-message")) };
    const { look } = await house(sample("set-blind"), { sinks: { sink } });
    expect((await look()).cursors["sink"]?.problem).toMatchObject({
      code: "ERR_DELIVERY",
      message: "sink did not take the secret",
    });
  });

  it("gives a sink that was declared later what is in force, and forgets one that was dropped", async () => {
    const file = remembering();
    const { look, declare, cloud } = await house(sample("set-blind"), { sinks: { file } });
    await look();
    await declare({ deliver: [] });
    expect((await look()).cursors).toEqual({});
    await declare({ deliver: ["file"] });
    await look();
    expect(file.had.map(({ version }) => version)).toEqual([1, 1]);
    expect(cloud.calls).toHaveLength(1);
  });
});
