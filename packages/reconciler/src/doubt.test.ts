import { after, CredentialError, type CredentialKind, type Doubt, Secret, type Sink, stateOf } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { HOUR_MS, house, MINUTE_MS, remembering, sample } from "./house.fixture.ts";

const by = (at: Date) => ({ who: "ada", at });

const changing = sample("change-checked");
if (!("change" in changing)) throw new TypeError("it changes");
type Changing = Extract<CredentialKind, { change: unknown }>;

/** A credential whose version 2 is in force and delivered; its store can be said to be older than the world, and can be it. */
async function scene(kind: string, parts: object = {}) {
  const app = remembering();
  const furnished = await house(sample(kind, parts), { sinks: { app } });
  const { look, clock, store, cloud } = furnished;
  const rotate = async () => {
    await store.ask("c1", "rotate", by(clock.now()));
    await clock.advance(HOUR_MS);
    return look();
  };
  await store.ask("c1", { inForce: new Secret("canary-first") }, by(clock.now()));
  await look();
  await rotate();
  const row = store.rows.get("c1");
  if (!row) throw new TypeError("it is declared");
  const older = row.credential;
  return {
    ...furnished,
    app,
    rotate,
    older,
    logins: () => cloud.calls.filter(({ operation }) => operation === "login").length,
    putBack: () => (row.credential = older),
    doubt: async ({ isProven = true, skip = 3 } = {}) => {
      const since = clock.now();
      const doubt: Doubt = { message: "it is older", since, until: after(since, 10 * MINUTE_MS), isProven };
      await store.doubt({ ...doubt, skip });
      return doubt;
    },
  };
}

describe("a row that may be older than the world (P11)", () => {
  it("is unknown, and asks nobody while what a newer state had sent may land (law 6)", async () => {
    const { doubt, look, clock, logins, app } = await scene("set-checked");
    const { until } = await doubt();
    const before = logins();
    const row = await look();
    expect(row).toMatchObject({ waiting: { reason: "quiet", until }, wakeAt: until });
    expect(stateOf(row, clock.now())).toBe("unknown");
    expect(logins()).toBe(before);
    expect(app.had).toHaveLength(2);
  });

  it("asks once tries that it does not know of count no more, and gives what is in force a new number (laws 5, 8)", async () => {
    const { doubt, look, clock, app } = await scene("set-checked");
    await doubt();
    await clock.advance(10 * MINUTE_MS);
    expect((await look()).waiting).toMatchObject({ reason: "lock" });
    await clock.advance(HOUR_MS);
    const row = await look();
    expect(row).toMatchObject({
      current: { number: 6, verifiedAt: clock.now() },
      opened: 6,
      cursors: { app: { version: 6 } },
    });
    expect(row.doubt).toBeUndefined();
    expect(app.had.map(({ version }) => version)).toEqual([1, 2, 6]);
    expect(app.had[1]?.current.secret.reveal() === app.had[2]?.current.secret.reveal()).toBe(true);
  });

  it("is stuck where what it holds logs in no more, sends nothing, and is mended by an import", async () => {
    const { doubt, look, clock, rotate, putBack, app, cloud, store } = await scene("change-checked");
    await rotate();
    putBack();
    await doubt();
    const changes = cloud.calls.filter(({ operation }) => operation === "changePassword").length;
    await clock.advance(2 * HOUR_MS);
    const row = await look();
    expect(row).toMatchObject({ stuck: { message: expect.stringContaining("not accepted") } });
    expect(stateOf(row, clock.now())).toBe("stuck");
    expect(cloud.calls.filter(({ operation }) => operation === "changePassword")).toHaveLength(changes);
    const inForce = app.had.at(-1)?.current.secret;
    if (!inForce) throw new TypeError("the sink has it");
    await clock.advance(1);
    await store.ask("c1", { inForce }, by(clock.now()));
    const mended = await look();
    expect(mended.doubt).toBeUndefined();
    expect(mended.current?.number).toBeGreaterThan(app.had.at(-2)?.version ?? 0);
    expect(app.had.at(-1)?.version).toBe(mended.current?.number);
  });

  it.each(["set-blind", "change-blind", "random", "mailed"])(
    "waits for a person where nobody can ask: %s (laws 11, 13)",
    async (kind) => {
      const { doubt, look, clock, cloud, store, older } = await scene(kind);
      await doubt();
      const sent = cloud.calls.length;
      await clock.advance(40 * 24 * HOUR_MS);
      expect((await look()).stuck?.message).toContain("nobody here can tell");
      expect(cloud.calls).toHaveLength(sent);
      await clock.advance(1);
      await store.ask("c1", { inForce: "current" }, by(clock.now()));
      const row = await look();
      expect([row.stuck, row.doubt, row.current?.number]).toEqual([undefined, undefined, older.opened + 4]);
    },
  );

  it("is believed where nothing newer was seen and nobody can ask", async () => {
    const { doubt, look, clock, older, app } = await scene("change-blind");
    await doubt({ isProven: false, skip: 0 });
    await clock.advance(10 * MINUTE_MS);
    const row = await look();
    expect([row.doubt, row.stuck, row.current]).toEqual([undefined, undefined, older.current]);
    expect(app.had).toHaveLength(2);
  });

  it("is older than the world where what it never sent logs in, though nothing else says so (law 1)", async () => {
    const busy = { is: false };
    const { doubt, look, clock, store, cloud, rotate, app } = await scene("change-checked", {
      change: (...args: Parameters<Changing["change"]>) =>
        busy.is ? Promise.reject(new CredentialError("ERR_UNAVAILABLE", "busy")) : changing.change(...args),
    });
    busy.is = true;
    const { attempt } = await rotate();
    const row = store.rows.get("c1");
    if (!row || !attempt?.candidate) throw new TypeError("it was turned away");
    const older = row.credential;
    busy.is = false;
    await clock.advance(HOUR_MS);
    expect((await look()).current?.number).toBe(3);
    row.credential = older;
    await doubt({ isProven: false, skip: 0 });
    for (let n = 0; n < 3; n++, await clock.advance(HOUR_MS)) await look();
    const { current, stuck } = await look();
    expect([current?.number, stuck, app.had.at(-1)?.version]).toEqual([3, undefined, 3]);
    expect(cloud.accepts("ada", current?.issued?.secret ?? new Secret(""))).toBe(true);
  });

  it("believes nobody who spoke before it was doubted", async () => {
    const { doubt, look, clock, store, events } = await scene("set-blind");
    await store.ask("c1", { inForce: new Secret("canary-stale") }, by(clock.now()));
    await clock.advance(1);
    await doubt();
    await clock.advance(HOUR_MS);
    await look();
    expect(events.at(-1)).toMatchObject({ name: "rotation.refused", message: expect.stringContaining("overtaken") });
  });
});

it("hears a sink that has a newer version as a witness, and goes on under a number above its own (laws 7, 8, P11)", async () => {
  const had = remembering();
  const witness: Sink = {
    async deliver(delivery, signal) {
      const newest = Math.max(5, ...had.had.map(({ version }) => version));
      if (delivery.version < newest) throw new CredentialError("ERR_DELIVERY", `v${newest} is there`, { newest });
      await had.deliver(delivery, signal);
    },
  };
  const { look, clock, events, cloud } = await house(sample("set-checked"), { sinks: { app: witness } });
  const row = await look();
  expect(row).toMatchObject({ opened: 6, current: { number: 1 }, doubt: { isProven: true }, wakeAt: clock.now() });
  expect(events.at(-1)).toMatchObject({ name: "rotation.unknown", message: expect.stringContaining("app has v5") });
  await clock.advance(2 * HOUR_MS);
  expect(await look()).toMatchObject({ current: { number: 7 }, cursors: { app: { version: 7 } } });
  expect(cloud.accepts("ada", had.had[0]?.current.secret ?? new Secret(""))).toBe(true);
});
