import { type Connection, CredentialError, type Schedule, stateOf } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS, house, MINUTE_MS, sample } from "./house.fixture.ts";

/** A credential whose first version is in force, an hour before the next is due. */
async function settled(
  rotate: Schedule = { everyMs: 10 * HOUR_MS },
  via?: (real: Connection) => Connection,
  kind = sample("set-blind"),
) {
  const home = await house(kind, { declaration: { rotate }, ...(via && { via }) });
  await home.look();
  await home.clock.advance(9 * HOUR_MS);
  const inMs = (ms: number) => new Date(home.clock.now().getTime() + ms);
  const ask = (what: "rotate" | "resume" | { pause: Date }) =>
    home.store.ask(home.uid, what, { who: "ada", at: home.clock.now() });
  return { ...home, ask, inMs };
}

describe("a pause", () => {
  it("is had as soon as it is heard, and told with its end and its author", async () => {
    const { ask, inMs, look, events } = await settled();
    const until = inMs(DAY_MS);
    await ask({ pause: until });
    expect(await look()).toMatchObject({ pausedUntil: until, asked: undefined, waiting: undefined });
    expect(events.at(-1)).toMatchObject({ name: "rotation.paused", until, by: "ada" });
  });

  it("begins nothing that is due, and ends by itself (law 11)", async () => {
    const { ask, inMs, look, clock, cloud } = await settled();
    await ask({ pause: inMs(DAY_MS) });
    await look();
    await clock.advance(HOUR_MS);
    const row = await look();
    expect([stateOf(row, clock.now()), row.waiting?.reason, row.wakeAt]).toEqual(["waiting", "pause", row.pausedUntil]);
    expect(cloud.calls).toHaveLength(1);
    await clock.advance(DAY_MS);
    expect((await look()).current?.number).toBe(2);
  });

  it("holds what a person asks for, until it is lifted", async () => {
    const { ask, inMs, look, clock, events } = await settled();
    await ask({ pause: inMs(DAY_MS) });
    await look();
    await ask("rotate");
    await clock.advance(MINUTE_MS);
    expect((await look()).waiting?.reason).toBe("pause");
    await ask("resume");
    expect(await look()).toMatchObject({ current: { number: 2 }, pausedUntil: undefined, asked: undefined });
    expect(events.map(({ name }) => name)).toContain("rotation.resumed");
  });

  it("takes the place of an earlier one", async () => {
    const { ask, inMs, look } = await settled();
    await ask({ pause: inMs(DAY_MS) });
    await look();
    await ask({ pause: inMs(HOUR_MS) });
    expect((await look()).pausedUntil).toEqual(inMs(HOUR_MS));
  });

  it("lets an attempt that may have landed be finished", async () => {
    let isLost = true;
    const via = (real: Connection): Connection => ({
      ...real,
      async send(call) {
        const reply = await real.send(call);
        if (isLost && call.operation === "setPassword") throw new CredentialError("ERR_OUTCOME_UNKNOWN", "lost");
        return reply;
      },
    });
    isLost = false;
    const { ask, inMs, look, clock } = await settled(undefined, via);
    await clock.advance(HOUR_MS);
    isLost = true;
    const { attempt } = await look();
    expect(attempt?.phase).toBe("sent");
    isLost = false;
    await ask({ pause: inMs(10 * DAY_MS) });
    await look();
    await clock.advance(DAY_MS);
    const row = await look();
    expect(row).toMatchObject({ attempt: undefined, current: { number: 2, issued: attempt?.candidate } });
  });

  it("holds an attempt that is found not to have landed once nothing of it can land any more (law 14)", async () => {
    const lost: string[] = [];
    const cut = { isOn: false };
    const via = (real: Connection): Connection => ({
      ...real,
      async send(call) {
        if (!cut.isOn || call.operation !== "setPassword") return real.send(call);
        lost.push(call.operation);
        throw new CredentialError("ERR_OUTCOME_UNKNOWN", "lost");
      },
    });
    const { ask, inMs, look, clock } = await settled(undefined, via, sample("set-checked"));
    await clock.advance(HOUR_MS);
    cut.isOn = true;
    expect((await look()).attempt?.phase).toBe("sent");
    await ask({ pause: inMs(DAY_MS) });
    await look();
    await clock.advance(HOUR_MS);
    expect(await look()).toMatchObject({
      attempt: { phase: "unsent", quietUntil: undefined },
      waiting: { reason: "pause" },
    });
    await clock.advance(HOUR_MS);
    const sent = lost.length;
    expect((await look()).waiting?.reason).toBe("pause");
    expect(lost.length).toBe(sent);
    cut.isOn = false;
    await clock.advance(DAY_MS);
    expect((await look()).current?.number).toBe(2);
  });

  it("holds an attempt of which the service said that nothing happened", async () => {
    let isBusy = false;
    const via = (real: Connection): Connection => ({
      ...real,
      send: (call) =>
        isBusy && call.operation === "setPassword"
          ? Promise.reject(new CredentialError("ERR_UNAVAILABLE", "busy"))
          : real.send(call),
    });
    const { ask, inMs, look, clock } = await settled(undefined, via);
    await clock.advance(HOUR_MS);
    isBusy = true;
    expect((await look()).attempt?.phase).toBe("unsent");
    isBusy = false;
    await ask({ pause: inMs(DAY_MS) });
    await look();
    await clock.advance(HOUR_MS);
    expect(await look()).toMatchObject({ attempt: { phase: "unsent" }, waiting: { reason: "pause" } });
    await clock.advance(DAY_MS);
    expect((await look()).current?.number).toBe(2);
  });
});

describe("a window that is closed", () => {
  /** The virtual clock begins at midnight: open from 20:00 to 22:00. */
  const rotate: Schedule = { everyMs: 10 * HOUR_MS, windows: [{ cron: "0 20 * * *", durationMs: 2 * HOUR_MS }] };

  it("holds what is due and not what a person asks for, who is told", async () => {
    const { ask, look, clock, store, uid } = await settled();
    await store.declare({ ...((await store.get(uid)) ?? fail()).declaration, rotate }, place, clock.now());
    await clock.advance(HOUR_MS);
    const row = await look();
    expect([row.waiting?.reason, row.waiting?.until.toISOString().slice(11, 16)]).toEqual(["window", "20:00"]);
    await ask("rotate");
    await clock.advance(MINUTE_MS);
    await look();
    const [, opened] = store.recorded.filter(({ name }) => name === "rotation.opened");
    expect(opened?.message).toMatch(/^requested by ada 1m ago, outside its windows$/);
  });
});

const place = { identity: "sample:ada", lane: "sample:ada" };

function fail(): never {
  throw new TypeError("it was declared");
}
