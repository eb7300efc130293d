import { type Connection, CredentialError, type Declaration, type ErrorCode } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { declarationOf, furnish, HOUR_MS, house, MINUTE_MS, sample } from "./house.fixture.ts";
import { plan } from "./plan.ts";
import { reconcile } from "./reconcile.ts";
import { spentOf } from "./stakes.ts";

const DAY_MS = 24 * HOUR_MS;
const quota = { changes: 3, windowMs: DAY_MS };
const counted = (name = "set-blind") => sample(name, { limits: { quota } });

/** A connection whose changes fail like this, while there is something to fail with. */
function failing(errors: (ErrorCode | undefined)[]) {
  let sent = 0;
  const via = (real: Connection): Connection => ({
    ...real,
    async send(call) {
      if (call.repeat === "safe") return real.send(call);
      sent++;
      const code = errors.shift();
      if (code) throw new CredentialError(code, "so it failed");
      return real.send(call);
    },
  });
  return { via, sent: () => sent };
}

describe("a quota", () => {
  it("counts changes, and makes a credential wait until the window has moved on", async () => {
    const { tools, uid, store, look, clock } = await house(counted());
    const ask = () => store.ask(uid, "rotate", { who: "ci", at: clock.now() });
    for (let n = 0; n < 3; n++) {
      await look();
      await clock.advance(HOUR_MS);
      await ask();
    }
    const row = await look();
    expect(row).toMatchObject({ current: { number: 3 }, waiting: { reason: "quota" } });
    expect(row.waiting?.message).toBe("the service makes 3 changes in 1d");
    const until = row.waiting?.until ?? new Date(0);
    expect(until.getTime() - clock.now().getTime()).toBeGreaterThan(DAY_MS - 3 * HOUR_MS);
    await clock.advance(until.getTime() - clock.now().getTime() - 1);
    expect((await look()).current?.number).toBe(3);
    await clock.advance(1);
    await reconcile(tools, uid);
    expect((await store.get(uid))?.credential.current?.number).toBe(4);
  });

  it.each<ErrorCode>(["ERR_OUTCOME_UNKNOWN", "ERR_REFUSED"])(
    "counts what was sent, whatever came of it, and outlives its holder: %s",
    async (code) => {
      const { via, sent } = failing(Array(10).fill(code));
      const { look, clock } = await house(counted(), { via });
      // Each look is a new holder, with an empty memory.
      for (let n = 0; n < 40; n++) {
        await look();
        await clock.advance(10 * MINUTE_MS);
      }
      expect(sent()).toBe(3);
      expect((await look()).waiting?.reason).toBe("quota");
    },
  );

  it.each<ErrorCode>(["ERR_UNAVAILABLE", "ERR_IDENTITY", "ERR_DECLARATION"])(
    "gives back what was turned away: %s",
    async (code) => {
      const { via, sent } = failing(Array(10).fill(code));
      const { row, look, clock } = await house(counted(), { via });
      for (let n = 0; n < 200; n++) {
        await look();
        await clock.advance(HOUR_MS);
      }
      expect(sent()).toBe(11);
      expect((await row()).current?.number).toBe(1);
    },
  );

  it("shows in the plan before anything is asked of the service", async () => {
    const kind = counted();
    const { uid, store, look, clock } = await house(kind);
    for (let n = 0; n < 3; n++) {
      await look();
      await clock.advance(MINUTE_MS);
      await store.ask(uid, "rotate", { who: "ci", at: clock.now() });
    }
    const declared = await store.get(uid);
    if (!declared) throw new TypeError("it was declared");
    const spent = await spentOf(store, { kind, declared, credential: declared.credential }, clock.now());
    expect(spent?.changes).toHaveLength(3);
    const request = await store.request(uid, declared.credential.answered);
    const step = plan({ credential: declared.credential, declared, kind, request, spent }, clock.now());
    expect(step).toMatchObject({ do: "wait", for: { reason: "quota", until: spent?.changes[0] } });
  });
});

const stagger = { group: "pair", offsetMs: 10 * MINUTE_MS };

/** Some credentials of one group, all due, each with a lane of its own. */
async function group(
  users: readonly string[],
  given: Parameters<typeof furnish>[2] = {},
  change: Partial<Declaration> = {},
) {
  const kind = sample("set-blind");
  const { store, clock, tools, events } = furnish(kind, users, given);
  const declare = (user: string, more: Partial<Declaration> = {}) =>
    store.declare(
      { ...declarationOf(kind, user), stagger, ...change, ...more },
      { identity: `sample:${user}`, lane: user },
      clock.now(),
    );
  for (const user of users) await declare(user);
  const lookAtAll = async () => {
    for (const uid of await store.due(clock.now(), 100)) await reconcile(tools, uid);
  };
  const begun = () => events.filter(({ name }) => name === "rotation.opened").map(({ at }) => at.getTime());
  const pass = async (ms: number, stepMs = MINUTE_MS) => {
    for (let n = 0; n < ms / stepMs; n++) {
      await lookAtAll();
      await clock.advance(stepMs);
    }
  };
  return { store, clock, declare, events, begun, lookAtAll, pass };
}

const gaps = (instants: readonly number[]) => instants.slice(1).map((at, n) => at - (instants[n] ?? 0));

describe("a stagger group", () => {
  it("begins one at a time, an offset apart, until all have begun (P5)", async () => {
    const { begun, pass, store } = await group(["ada", "bob", "eve", "joe"]);
    await pass(HOUR_MS);
    expect(begun()).toHaveLength(4);
    expect(gaps(begun()).every((ms) => ms >= stagger.offsetMs)).toBe(true);
    expect((await store.list()).every(({ credential }) => credential.current)).toBe(true);
  });

  it("says what the others wait for, and until when", async () => {
    const { lookAtAll, store, clock } = await group(["ada", "bob"]);
    await lookAtAll();
    const waiting = (await store.list()).flatMap(({ credential }) => credential.waiting ?? []);
    expect(waiting).toEqual([
      {
        reason: "stagger",
        until: new Date(clock.now().getTime() + stagger.offsetMs),
        message: "another of pair has begun less than 10m ago",
      },
    ]);
  });

  it("keeps two holders that come at the same instant apart (P5)", async () => {
    const { begun, store, clock } = await group(["ada", "bob", "eve"]);
    const { tools } = furnish(sample("set-blind"), ["ada", "bob", "eve"], { store: () => store });
    const uids = await store.due(clock.now(), 10);
    await Promise.all(uids.map((uid) => reconcile({ ...tools, clock }, uid)));
    const open = (await store.list()).filter(({ credential }) => credential.current);
    expect([open.length, begun()]).toEqual([1, []]);
  });

  it("counts what may have been sent as begun, and what was turned away as not", async () => {
    const { via } = failing(["ERR_UNAVAILABLE", undefined, "ERR_OUTCOME_UNKNOWN"]);
    const { begun, pass, lookAtAll, store } = await group(["ada", "bob", "eve"], { via });
    await lookAtAll();
    // Ada was turned away, so bob began at once.
    expect(begun()).toHaveLength(2);
    expect((await store.list()).filter(({ credential }) => credential.current)).toHaveLength(1);
    await pass(2 * HOUR_MS);
    expect((await store.list()).every(({ credential }) => credential.current)).toBe(true);
  });

  it("lets others be, and those that leave it", async () => {
    const { begun, declare, lookAtAll } = await group(["ada", "bob"]);
    await declare("bob", { stagger: { ...stagger, group: "other" } });
    await lookAtAll();
    expect(begun()).toHaveLength(2);
  });
});
