import { CredentialError } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { approvable } from "./approval.ts";
import { type Given, HOUR_MS, house, sample } from "./house.fixture.ts";

/** A credential whose rotation disturbs somebody, and a person who is asked for it. */
async function asking(name = "random", given: Given = {}) {
  const made = await house(sample(name, { disrupts: "the screen is signed out" }), given);
  const { store, tools, uid, row } = made;
  const listed = async () => {
    const found = await store.get(uid);
    if (!found) throw new TypeError("it was declared");
    return found;
  };
  /** What a person sees now. */
  const seen = async () => approvable(await row(), await listed(), tools.clock.now());
  const approve = async (what = seen()) =>
    store.ask(uid, { approve: await what }, { who: "ada", at: tools.clock.now() });
  const pause = async () =>
    store.ask(
      uid,
      { pause: new Date(tools.clock.now().getTime() + 100 * HOUR_MS) },
      { who: "ada", at: tools.clock.now() },
    );
  const sent = () => made.events.filter((event) => event.name === "rotation.opened").length;
  const told = () => made.events.map((event) => event.name).filter((event) => event.startsWith("approval."));
  return { ...made, seen, approve, pause, sent, told };
}

describe("a step that disturbs somebody", () => {
  it("waits for approval, names who gave it, and is asked for again the next time (law 11)", async () => {
    const { approve, look, sent, told, events, store, uid, clock } = await asking();
    expect((await look()).waiting).toMatchObject({
      reason: "approval",
      message: "waits for approval: the screen is signed out",
    });
    expect(sent()).toBe(0);
    await approve();
    expect(await look()).toMatchObject({ current: { number: 1 }, approved: undefined });
    expect(events).toContainEqual(expect.objectContaining({ name: "approval.given", version: 1, by: "ada" }));
    await clock.advance(HOUR_MS);
    await store.ask(uid, "rotate", { who: "ci", at: clock.now() });
    expect((await look()).waiting?.reason).toBe("approval");
    expect([sent(), told()]).toEqual([1, ["approval.asked", "approval.given", "approval.asked"]]);
  });

  it("waits for nobody where its declaration says so, nor where it disturbs nobody", async () => {
    const { look, sent } = await asking("random", { declaration: { approval: "auto" } });
    expect((await look()).current?.number).toBe(1);
    expect(sent()).toBe(1);
    const harmless = await house(sample("random"));
    expect((await harmless.look()).current?.number).toBe(1);
  });

  it("is not begun by an approval of what was declared before", async () => {
    const { look, seen, approve, declare, sent, told } = await asking();
    await look();
    const before = await seen();
    await declare({ deliver: ["elsewhere"] });
    await approve(Promise.resolve(before));
    expect((await look()).waiting?.reason).toBe("approval");
    expect([sent(), told()]).toEqual([0, ["approval.asked", "approval.voided", "approval.asked"]]);
  });

  it("loses its approval to a new declaration", async () => {
    const { look, pause, approve, declare, sent, told, clock } = await asking();
    await look();
    await pause();
    await approve();
    await look();
    expect(await look()).toMatchObject({ approved: { by: "ada", version: 1 }, waiting: { reason: "pause" } });
    await clock.advance(HOUR_MS);
    await declare({ rotate: { everyMs: HOUR_MS } });
    expect(await look()).toMatchObject({ approved: undefined, waiting: { reason: "approval" } });
    expect([sent(), told().slice(-3)]).toEqual([0, ["approval.given", "approval.voided", "approval.asked"]]);
  });

  it("loses its approval after a day, and wakes to say so", async () => {
    const { look, pause, approve, told, clock } = await asking();
    await look();
    await pause();
    await approve();
    await look();
    const { approved, wakeAt } = await look();
    expect(approved && wakeAt <= approved.expiresAt).toBe(true);
    await clock.advance(24 * HOUR_MS);
    expect((await look()).approved).toBeUndefined();
    expect(told().slice(-3)).toEqual(["approval.given", "approval.expired", "approval.asked"]);
  });

  it("keeps its approval when somebody approves what was declared before", async () => {
    const { look, seen, approve, pause, declare, told, row } = await asking();
    await look();
    const stale = await seen();
    await declare({ deliver: ["elsewhere"] });
    await look();
    await pause();
    await approve();
    await look();
    await look();
    const { approved } = await row();
    await approve(Promise.resolve(stale));
    expect((await look()).approved).toEqual(approved);
    await approve(Promise.resolve({ ...(await seen()), expiresAt: new Date(0) }));
    expect((await look()).approved).toEqual(approved);
    expect(approved?.by).toBe("ada");
    expect(told().slice(-3)).toEqual(["approval.given", "approval.voided", "approval.voided"]);
  });

  it("is asked for once, however many days nobody answers, and again when it is another step", async () => {
    const { look, clock, store, uid, declare } = await asking();
    const asked = async () => (await store.events({ uid })).filter(({ name }) => name === "approval.asked").length;
    await look();
    for (let day = 0; day < 3; day++) {
      await clock.advance(24 * HOUR_MS);
      expect((await look()).waiting?.reason).toBe("approval");
    }
    expect(await asked()).toBe(1);
    await declare({ deliver: ["elsewhere"] });
    await look();
    expect(await asked()).toBe(2);
  });

  it("keeps its approval while the service turns it away, and loses it where it is refused", async () => {
    let answer: "throttle" | "refuse" = "throttle";
    const { look, approve, row, clock } = await asking("random", {
      via: (real) => ({
        ...real,
        send: async () => {
          throw new CredentialError(answer === "throttle" ? "ERR_UNAVAILABLE" : "ERR_REFUSED", "no");
        },
      }),
    });
    await look();
    await approve();
    expect(await look()).toMatchObject({ attempt: { phase: "unsent" }, approved: { version: 1 } });
    answer = "refuse";
    await clock.advance(HOUR_MS);
    expect(await look()).toMatchObject({ attempt: undefined, approved: undefined });
    await clock.advance(HOUR_MS);
    expect((await look()).waiting?.reason).toBe("approval");
    expect((await row()).attempt).toBeUndefined();
  });
});

it("names the same step however an account is written, and another for another version", async () => {
  const { row } = await asking();
  const declared = (account: object) => ({
    uid: "c1",
    generation: 1,
    declaration: {
      name: "a",
      owner: "file",
      kind: "k",
      connection: "c",
      account,
      rotate: { everyMs: 1 },
      deliver: [],
      graceMs: 0,
    },
    place: { identity: "i", lane: "l" },
    declaredAt: new Date(0),
  });
  const now = new Date(0);
  const one = approvable(await row(), declared({ user: "a", at: { x: 1, y: 2 } }), now);
  expect(approvable(await row(), declared({ at: { y: 2, x: 1 }, user: "a" }), now)).toEqual(one);
  expect(approvable({ ...(await row()), opened: 1 }, declared({ user: "a", at: { x: 1, y: 2 } }), now).hash).not.toBe(
    one.hash,
  );
});
