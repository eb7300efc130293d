import { type Connection, CredentialError, type ErrorCode } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { Circuits } from "./circuits.ts";
import { declarationOf, furnish, HOUR_MS, MINUTE_MS, sample } from "./house.fixture.ts";
import { reconcile } from "./reconcile.ts";

const SECOND_MS = 1_000;
const lockout = { tries: 3, windowMs: HOUR_MS };

/** Some credentials of one connection that may be broken, and a process that may start anew. */
async function scene(users: readonly string[]) {
  const kind = sample("set-blind");
  const fault: { code?: ErrorCode | undefined } = {};
  const sent: number[] = [];
  const via = (real: Connection): Connection => ({
    ...real,
    async send(call) {
      sent.push(clock.now().getTime());
      if (fault.code) throw new CredentialError(fault.code, "so it failed");
      return real.send(call);
    },
  });
  const { store, clock, tools, events } = furnish(kind, users, { via });
  for (const user of users)
    await store.declare(declarationOf(kind, user), { identity: `sample:${user}`, lane: user }, clock.now());
  const start = () => new Circuits({ clock, report: tools.report, lockoutOf: () => lockout });
  let circuits = start();
  const lookAtAll = async () => {
    const uids = await store.due(clock.now(), 100);
    await Promise.all(uids.map((uid) => reconcile({ ...tools, circuits }, uid)));
  };
  const pass = async (ms: number, stepMs = 10 * SECOND_MS) => {
    for (let n = 0; n < ms / stepMs; n++) {
      await lookAtAll();
      await clock.advance(stepMs);
    }
  };
  const rows = async () => (await store.list()).map(({ credential }) => credential);
  const told = () => events.flatMap(({ name, reason }) => (name.startsWith("circuit") ? [`${name} ${reason}`] : []));
  const restart = () => void (circuits = start());
  const paid = () => store.payments("identity of cloud", clock.now());
  return { fault, sent, clock, lookAtAll, pass, rows, told, restart, paid };
}

const many = Array.from({ length: 20 }, (_, n) => `user-${n}`);

describe("a circuit", () => {
  it("opens at once where our own key is refused: one request left, no candidate is touched, the others wait", async () => {
    const { fault, sent, lookAtAll, rows, told } = await scene(many);
    fault.code = "ERR_IDENTITY";
    await lookAtAll();
    expect(sent).toHaveLength(1);
    expect((await rows()).map(({ waiting }) => waiting?.reason)).toEqual(many.map(() => "circuit"));
    expect(told()).toEqual(["circuit.opened circuit"]);
  });

  it("lets one probe out at a time, and all others once that is answered", async () => {
    const { fault, sent, lookAtAll, pass, rows, told } = await scene(many);
    fault.code = "ERR_IDENTITY";
    await lookAtAll();
    await pass(50 * SECOND_MS);
    expect(sent).toHaveLength(1);
    fault.code = undefined;
    await pass(5 * MINUTE_MS);
    expect((await rows()).every(({ current }) => current)).toBe(true);
    expect(told()).toEqual(["circuit.opened circuit", "circuit.closed circuit"]);
  });

  it("is not opened by one credential alone that cannot reach it", async () => {
    const { fault, sent, pass, told } = await scene(["ada"]);
    fault.code = "ERR_UNAVAILABLE";
    await pass(HOUR_MS, MINUTE_MS);
    expect([sent.length > 3, told()]).toEqual([true, []]);
  });

  it("stays open while its endpoint is away, and goes on soon after it came back (P5)", async () => {
    const { fault, sent, pass, rows, told } = await scene(many);
    fault.code = "ERR_UNAVAILABLE";
    await pass(30 * MINUTE_MS);
    // Without it, twenty credentials would have asked some two hundred times.
    expect(sent.length).toBeLessThan(20);
    fault.code = undefined;
    await pass(20 * MINUTE_MS);
    expect((await rows()).every(({ current }) => current)).toBe(true);
    expect(told()).toEqual(["circuit.opened circuit", "circuit.closed circuit"]);
  });

  it("never locks what it signs in with, however often the process starts anew (law 5)", async () => {
    const { fault, sent, clock, lookAtAll, restart } = await scene(many);
    fault.code = "ERR_IDENTITY";
    for (let n = 0; n < 400; n++) {
      restart();
      await lookAtAll();
      await clock.advance(MINUTE_MS);
    }
    for (const from of sent)
      expect(sent.filter((at) => at >= from && at < from + lockout.windowMs).length).toBeLessThan(lockout.tries);
    expect(sent.length).toBeGreaterThan(5);
  });

  it("costs nothing where the connection answers", async () => {
    const { lookAtAll, paid, rows } = await scene(many);
    await lookAtAll();
    expect((await rows()).every(({ current }) => current)).toBe(true);
    expect(await paid()).toEqual([]);
  });
});
