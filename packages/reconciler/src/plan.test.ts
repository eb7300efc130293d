import { type Credential, type Declared, fresh, Secret, type Version } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS, sample } from "./house.fixture.ts";
import type { Known } from "./known.ts";
import { plan } from "./plan.ts";

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
    deliver: ["app-env"],
    graceMs: HOUR_MS,
  },
  place: { identity: "sample:ada", lane: "sample:ada" },
  declaredAt: at(-90 * DAY_MS),
};
const issued = { secret: new Secret("canary-one"), id: "key-1" };
const current: Version = { number: 6, issued, facts: {}, since: at(-40 * DAY_MS) };
const attempt = {
  version: 7,
  why: "requested",
  phase: "sent" as const,
  before: {},
  facts: {},
  openedAt: at(-MINUTE_MS),
  candidate: { secret: new Secret("canary-two") },
};
const resting: Credential = { ...fresh("c1", now), observed: 1, opened: 6, current, dueAt: at(DAY_MS) };
const due: Credential = { ...resting, dueAt: at(-28 * HOUR_MS) };
const stuck = { message: "?", since: at(-HOUR_MS) };
const seen = { current: 6, opened: 6, isStuck: false };
const asked = { id: 1, what: "rotate" as const, by: "ci", at: at(-6 * MINUTE_MS), seen };
/** What is planned for a row, and why, in one line. */
function planned(row: Credential, known: Partial<Known> = {}): string {
  const step = plan({ credential: row, declared, kind: sample("set-checked"), ...known }, now);
  if (step.do === "wait")
    return `wait (${step.for.reason}) for ${(step.for.until.getTime() - now.getTime()) / MINUTE_MS}m`;
  if (step.do === "rotate" || step.do === "settle") return `${step.do}: ${step.why}`;
  return step.do === "decline" ? `decline: ${step.message}` : step.do;
}

describe("plan", () => {
  const changing = { kind: sample("change-evidence") };
  it.each<[string, Credential, Partial<Known>, string]>([
    ["nothing is owed", { ...resting, current: { ...current, verifiedAt: now } }, {}, "rest"],
    ["nobody has looked for long whether it still logs in", resting, {}, "beat"],
    [
      "it drifted, and its declaration leaves that to people",
      { ...resting, heartbeat: { version: 6, askedAt: now, driftedAt: at(-HOUR_MS) } },
      {},
      "rest",
    ],
    [
      "it drifted, and is to be rotated then",
      { ...resting, heartbeat: { version: 6, askedAt: now, driftedAt: at(-HOUR_MS) } },
      { declared: { ...declared, declaration: { ...declared.declaration, drift: "rotate" } } },
      "rotate: drifted: the service refuses v6, found 1h ago",
    ],
    ["it was never rotated", fresh("c1", now), {}, "rotate: never rotated"],
    ["its period elapsed", due, {}, "rotate: the period elapsed: every 30d, due 1d 4h ago"],
    ["somebody asks", resting, { request: asked }, "rotate: requested by ci 6m ago"],
    ["somebody asked, and it was heard", { ...resting, asked: "rotate" }, {}, "rotate: requested"],
    [
      "its declaration became stricter",
      resting,
      {
        declared: {
          ...declared,
          generation: 2,
          declaration: { ...declared.declaration, rotate: { everyMs: 7 * DAY_MS } },
        },
      },
      "rotate: the declaration changed: every 7d, due 33d ago",
    ],
    ["a change was sent", { ...due, attempt }, {}, "settle: requested"],
    ["an attempt sent nothing yet", { ...due, attempt: { ...attempt, phase: "unsent" } }, {}, "rotate: requested"],
    ["it is stuck", { ...due, attempt, stuck }, {}, "rest"],
    [
      "it is stuck, and a rotation is asked for",
      { ...due, stuck },
      { request: asked },
      "decline: it is stuck: resolve it first",
    ],
    ["it is stuck, and somebody knows", { ...due, attempt, stuck, asked: { inForce: "current" } }, {}, "resolve"],
    ["a way back is asked for", { ...resting, asked: "rollback" }, {}, "rollback"],
    [
      "a way back is asked for on the way",
      { ...due, attempt, asked: "rollback" },
      {},
      "decline: a rotation is under way",
    ],
    [
      "somebody asked before the version in force came, by whatever clock",
      { ...resting, current: { ...current, isRotated: true } },
      { request: { ...asked, seen: { ...seen, current: 5 } } },
      "met",
    ],
    [
      "somebody asked before another said what is in force",
      resting,
      { request: { ...asked, seen: { ...seen, current: 5 } } },
      "rotate: requested by ci 6m ago",
    ],
    [
      "somebody asked after it came, by whatever clock",
      { ...resting, current: { ...current, since: at(-MINUTE_MS) } },
      { request: asked },
      "rotate: requested by ci 6m ago",
    ],
    ["a request may still land (law 6)", { ...due, quietUntil: at(3 * MINUTE_MS) }, {}, "wait (quiet) for 3m"],
    [
      "it waits",
      { ...due, attempt, waiting: { reason: "lock", message: "", until: at(MINUTE_MS) } },
      {},
      "wait (lock) for 1m",
    ],
    [
      "it waited for a clock that is believed now",
      { ...due, waiting: { reason: "clock", message: "", until: at(DAY_MS) } },
      {},
      "rotate: the period elapsed: every 30d, due 1d 4h ago",
    ],
    ["the clock jumped (law 12)", due, { isClockHeld: true }, "wait (clock) for 10m"],
    ["the clock jumped, and nothing is owed", resting, { isClockHeld: true }, "rest"],
    ["somebody works on it", due, { claim: { uid: "c1", epoch: 1, endsAt: at(2 * MINUTE_MS) } }, "wait (claim) for 2m"],
    ["its lane is taken", due, { laneUntil: at(4 * MINUTE_MS) }, "wait (lane) for 4m"],
    [
      "the version before is to be withdrawn (law 9)",
      { ...due, previous: { ...current, retireAt: at(20 * MINUTE_MS) } },
      {},
      "wait (retiring) for 20m",
    ],
    [
      "the service allows it only later",
      { ...due, current: { ...current, since: at(-MINUTE_MS) } },
      changing,
      "wait (interval) for 4m",
    ],
    [
      "the old secret is needed and not held",
      { ...due, current: { ...current, issued: undefined } },
      changing,
      "wait (import) for 1440m",
    ],
  ])("where %s", (_, row, known, expected) => {
    expect(planned(row, known)).toBe(expected);
  });

  it("touches nothing, and says the same again", () => {
    const row = Object.freeze({ ...due, previous: Object.freeze({ ...current }) });
    expect(planned(row, { request: asked })).toBe(planned(row, { request: asked }));
  });
});

describe("a prospect", () => {
  const prospect = (row: Credential, kind: string) => plan({ credential: row, declared, kind: sample(kind) }, now);

  it("says what a rotation costs, does next, and breaks", () => {
    expect(prospect(due, "set-async")).toMatchObject({
      from: 6,
      to: 7,
      costs: { resets: 1, logins: 1, tries: 1 },
      next: ["waits until the change has taken hold", "checks v7", "delivers to app-env"],
      breaks: "v6 stops working at once",
    });
  });

  it("counts a change that takes the old secret as a try", () => {
    expect(prospect(due, "change-checked")).toMatchObject({ costs: { resets: 1, logins: 1, tries: 2 } });
  });

  it("says what settling an unknown may cost", () => {
    expect(prospect({ ...due, attempt }, "set-checked")).toMatchObject({
      do: "settle",
      costs: { resets: 1, logins: 3, tries: 3 },
      next: ["checks v7, then v6", "delivers to app-env"],
    });
  });

  it("knows when two versions live side by side", () => {
    expect(prospect(due, "keys")).toMatchObject({
      costs: { resets: 1, logins: 0, tries: 0 },
      breaks: "v6 is withdrawn 1h after every sink has the new one",
    });
  });
});
