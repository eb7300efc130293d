import { type Ask, type Credential, type Declared, fresh, type Reason, Secret, type Version } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS, sample } from "./house.fixture.ts";
import type { Known } from "./known.ts";
import { plan, type Step } from "./plan.ts";

const now = new Date(Date.UTC(2026, 5, 1));
const at = (ms: number) => new Date(now.getTime() + ms);
const declared: Declared = {
  uid: "c1",
  generation: 1,
  declaration: {
    name: "cache-app",
    owner: "file",
    kind: "sample.set-checked",
    connection: "prod",
    account: { user: "ada" },
    rotate: { everyMs: 30 * DAY_MS },
    deliver: [],
    graceMs: HOUR_MS,
    heartbeat: "off",
  },
  place: { identity: "sample:ada", lane: "sample:ada" },
  declaredAt: at(-90 * DAY_MS),
};
const current: Version = {
  number: 6,
  issued: { secret: new Secret("canary-one"), id: "key-1" },
  facts: {},
  since: at(-40 * DAY_MS),
};
const attempt = { version: 7, why: "?", phase: "sent" as const, before: {}, facts: {}, openedAt: at(-MINUTE_MS) };
const resting: Credential = { ...fresh("c1", now), observed: 1, opened: 6, current, dueAt: at(DAY_MS) };
const due: Credential = { ...resting, dueAt: at(-HOUR_MS) };
const stuck = { message: "?", since: at(-HOUR_MS) };
const doubt = { message: "it is older", since: at(-HOUR_MS), until: at(-MINUTE_MS), isProven: true };

const planned = (row: Credential, known: Partial<Known> = {}): Step =>
  plan({ credential: row, declared, kind: sample("set-checked"), ...known }, now);
const elapsed = { do: "rotate", why: "the period elapsed: every 30d, due 1h ago" };

describe("a plan at the very instant", () => {
  it("rotates once a claim has ended, and says until then that somebody works on it", () => {
    const claim = { uid: "c1", epoch: 1 };
    expect(planned(due, { claim: { ...claim, endsAt: now } })).toMatchObject(elapsed);
    expect(planned(due, { claim: { ...claim, endsAt: at(1) } })).toEqual({
      do: "wait",
      for: { reason: "claim", until: at(1), message: "it is being worked on" },
    });
  });

  it("rotates once the quiet time is over, and says until then what may still land (law 6)", () => {
    expect(planned({ ...due, quietUntil: now })).toMatchObject(elapsed);
    expect(planned({ ...due, quietUntil: at(1) })).toEqual({
      do: "wait",
      for: { reason: "quiet", until: at(1), message: "a request of the last rotation may still land" },
    });
  });

  it("asks about a row in doubt once nothing can land any more, and says until then what may (law 6, P11)", () => {
    expect(planned({ ...due, doubt: { ...doubt, until: now } })).toMatchObject({ do: "verify" });
    expect(planned({ ...due, doubt: { ...doubt, until: at(1) } })).toEqual({
      do: "wait",
      for: { reason: "quiet", until: at(1), message: "it is older; what that one had sent may still land" },
    });
    expect(planned({ ...due, doubt, attempt: { ...attempt, quietUntil: at(1) } })).toMatchObject({
      for: { reason: "quiet", until: at(1) },
    });
    expect(planned({ ...due, doubt, attempt: { ...attempt, quietUntil: now } })).toMatchObject({ do: "verify" });
  });

  it("waits as long as it was told to, and no longer", () => {
    const waiting = { reason: "lock" as const, message: "?", until: now };
    expect(planned({ ...due, waiting })).toMatchObject(elapsed);
    expect(planned({ ...due, waiting: { ...waiting, until: at(1) } })).toMatchObject({ do: "wait" });
  });

  it("rotates what is due now, and says that it became so, not that its declaration changed", () => {
    const row = { ...resting, dueAt: now };
    expect(planned(row)).toMatchObject({ why: "the period elapsed: every 30d, due 0s ago" });
    expect(planned(row, { declared: { ...declared, generation: 2 } })).toMatchObject({
      why: "the period elapsed: every 30d, due 0s ago",
    });
    expect(planned({ ...resting, dueAt: at(1) })).toEqual({ do: "rest" });
  });
});

describe("a clock that is held (law 12)", () => {
  const held = { isClockHeld: true };
  const waits = { do: "wait", for: { reason: "clock", until: at(10 * MINUTE_MS) } };

  it.each<[string, Credential]>([
    ["an attempt under way", { ...resting, attempt }],
    ["a row in doubt", { ...resting, doubt }],
    ["what a person asked for", { ...resting, asked: "rotate" }],
    ["what a person said of a stuck one", { ...resting, stuck, asked: { inForce: "current" } }],
    ["a version to be withdrawn now", { ...resting, previous: { ...current, number: 5, retireAt: now } }],
    ["what was never rotated", fresh("c1", now)],
  ])("holds up %s", (_, row) => {
    expect(planned(row, held)).toMatchObject(waits);
  });

  it.each<[string, Credential]>([
    ["what is not owed", resting],
    ["what is stuck", { ...due, stuck, attempt }],
    ["a version to be withdrawn later", { ...resting, previous: { ...current, number: 5, retireAt: at(1) } }],
    ["a version that is kept", { ...resting, previous: { ...current, number: 5 } }],
  ])("has nothing to hold up in %s", (_, row) => {
    expect(planned(row, held)).toEqual({ do: "rest" });
  });
});

/** What is had as soon as it is heard, whatever came into force since it was said. */
const heardAtOnce: readonly (readonly [string, Ask])[] = [
  ["a pause", { pause: at(HOUR_MS) }],
  ["its end", "resume"],
  ["one more delivery", "deliver"],
  ["an approval", { approve: { hash: "?", version: 7, expiresAt: at(HOUR_MS) } }],
];

describe("what people say", () => {
  it.each(heardAtOnce)("is never overtaken where it is %s", (_, what) => {
    const seen = { current: 5, opened: 5, isStuck: false };
    const request = { id: 1, what, by: "ci", at: at(-MINUTE_MS), seen };
    expect(planned(resting, { request })).toEqual({ do: "rest" });
    expect(planned({ ...resting, asked: "rotate", pausedUntil: undefined }, { request })).not.toMatchObject({
      why: expect.stringContaining("requested by"),
    });
  });
});

describe("what a row waits for", () => {
  const outlasting: readonly Reason[] = ["clock", "pause", "blackout", "window", "approval"];

  it.each(outlasting)("is read anew where it is a %s, so that it never outlasts its cause", (reason) => {
    const waiting = { reason, message: "?", until: at(DAY_MS) };
    expect(planned({ ...due, waiting })).toMatchObject(elapsed);
  });
});

describe("an administrator's way", () => {
  const reconcile = { kind: "sample.set-blind", connection: "prod", account: { user: "ada" } };
  const withWay = { ...declared, declaration: { ...declared.declaration, kind: "sample.change-checked", reconcile } };
  const kinds = { kind: sample("change-checked"), reconcile: sample("set-blind"), declared: withWay };

  it("is said out loud where it is gone, and not where it is only declared", () => {
    const why = "the period elapsed: every 30d, due 1h ago";
    const drifted = { version: 6, askedAt: now, driftedAt: at(-HOUR_MS) };
    expect(planned(due, kinds)).toMatchObject({ why });
    expect(planned({ ...due, heartbeat: drifted }, kinds)).toMatchObject({
      why: `${why}; the old secret is not to be had: sample.set-blind sets a new one`,
      turn: { by: "reconcile" },
    });
  });
});
