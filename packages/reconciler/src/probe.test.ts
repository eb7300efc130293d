import { type Call, type Connection, CredentialError, type ErrorCode, Secret } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { Circuits } from "./circuits.ts";
import { type Given, declarationOf, furnish, HOUR_MS, MINUTE_MS, sample, setElsewhere } from "./house.fixture.ts";
import { reconcile } from "./reconcile.ts";

const SECOND_MS = 1_000;
const lockout = { tries: 3, windowMs: HOUR_MS };

const LOOK: Call = {
  service: "sample",
  operation: "showUser",
  method: "GET",
  path: "/",
  params: { user: "ada" },
  repeat: "safe",
};

// What looks before it changes meets its connection before anything of the attempt is written.
const looksFirst = { before: async (_: unknown, via: Connection) => (await via.send(LOOK), {}) };

/** One credential or several, over connections whose own login may be refused, and a process that may start anew. */
async function scene(given: Given = {}, parts: object = {}, users: readonly string[] = ["ada"]) {
  const admin = sample("set-checked", parts);
  const own = sample("change-checked");
  const kind = (name: string) => (name === admin.name ? admin : own);
  const furnished = furnish(own, users, given);
  const { store, clock, cloud } = furnished;
  const refused = new Set<string>();
  const sent: { readonly connection: string; readonly operation: string; readonly at: number }[] = [];
  const over = (connection: string): Connection => ({
    ...cloud.via,
    async send(call: Call) {
      sent.push({ connection, operation: call.operation, at: clock.now().getTime() });
      if (refused.has(connection))
        throw new CredentialError("ERR_IDENTITY" satisfies ErrorCode, "its own key was refused");
      return cloud.via.send(call);
    },
  });
  const tools = { ...furnished.tools, kind, connection: over };
  const start = () => new Circuits({ clock, report: tools.report, lockoutOf: () => lockout });
  let circuits = start();
  const restart = () => void (circuits = start());
  const lookAtAll = async () => {
    for (const uid of await store.due(clock.now(), 100)) await reconcile({ ...tools, circuits }, uid);
  };
  const way = { kind: admin.name, connection: "admin", account: { user: "ada" } };
  const uids: string[] = [];
  for (const user of users) {
    const declaration = { ...declarationOf(own, user), reconcile: way, ...given.declaration };
    const place = { identity: `sample:${user}`, lane: `sample:${user}` };
    const { uid } = await store.declare(declaration, place, clock.now());
    uids.push(uid);
    await store.ask(uid, { inForce: new Secret("canary-first") }, { who: "ada", at: clock.now() });
  }
  await lookAtAll();
  const row = async () => (await store.get(uids[0] ?? ""))?.credential;
  const ask = () => store.ask(uids[0] ?? "", "rotate", { who: "ada", at: clock.now() });
  const pass = async (ms: number, stepMs = 10 * SECOND_MS) => {
    for (let n = 0; n < ms / stepMs; n++) {
      await clock.advance(stepMs);
      await lookAtAll();
    }
  };
  const changedBySomebody = () => setElsewhere(cloud, "ada", new Secret("canary-theirs"));
  const events = () => furnished.events;
  return { ...furnished, events, refused, sent, restart, ask, row, pass, changedBySomebody };
}

describe("a probe", () => {
  it("is the administrator's connection's too: its circuit closes once it is answered (law 11)", async () => {
    const { refused, changedBySomebody, ask, clock, pass, row, cloud } = await scene({}, looksFirst);
    await clock.advance(HOUR_MS);
    await changedBySomebody();
    refused.add("admin");
    await ask();
    await pass(5 * MINUTE_MS);
    expect((await row())?.waiting?.reason).toBe("circuit");
    refused.clear();
    await pass(2 * HOUR_MS);
    const { current, waiting } = (await row()) ?? {};
    expect(waiting).toBeUndefined();
    expect(current?.issued && cloud.accepts("ada", current.issued.secret)).toBe(true);
  });

  it("never locks what an administrator's way signs in with, however often the process starts anew (law 5)", async () => {
    const { refused, changedBySomebody, ask, clock, pass, restart, sent } = await scene();
    await clock.advance(HOUR_MS);
    await changedBySomebody();
    refused.add("admin");
    await ask();
    for (let n = 0; n < 200; n++) {
      restart();
      await pass(MINUTE_MS, MINUTE_MS);
    }
    const tries = sent.filter(({ connection }) => connection === "admin");
    for (const { at: from } of tries)
      expect(tries.filter(({ at }) => at >= from && at < from + lockout.windowMs).length).toBeLessThan(lockout.tries);
    expect(tries.length).toBeGreaterThan(2);
  });

  it("is a heartbeat's too: it is paid for, and its circuit closes once it is answered (law 5, law 11)", async () => {
    const beating = { declaration: { heartbeat: { everyMs: HOUR_MS }, reconcile: undefined } };
    const { refused, pass, row, restart, sent, clock } = await scene(
      beating,
      {},
      Array.from({ length: 20 }, (_, n) => `user-${n}`),
    );
    refused.add("cloud");
    const since = clock.now().getTime();
    for (let n = 0; n < 200; n++) {
      restart();
      await pass(MINUTE_MS, MINUTE_MS);
    }
    const tries = sent.filter(({ connection, at }) => connection === "cloud" && at > since);
    for (const { at: from } of tries)
      expect(tries.filter(({ at }) => at >= from && at < from + lockout.windowMs).length).toBeLessThan(lockout.tries);
    expect(tries.length).toBeGreaterThan(2);
    refused.clear();
    await pass(3 * HOUR_MS, MINUTE_MS);
    expect((await row())?.heartbeat?.problem).toBeUndefined();
  });

  it("of a heartbeat does not come back every second while its connection rests", async () => {
    const beating = { declaration: { heartbeat: { everyMs: HOUR_MS }, reconcile: undefined } };
    const { refused, pass, row, events, sent, store, clock } = await scene(beating);
    refused.add("cloud");
    await pass(HOUR_MS);
    const before = events().length;
    await pass(5 * MINUTE_MS, SECOND_MS);
    expect(events().length - before).toBeLessThan(20);
    expect(sent.length).toBeLessThan(12);
    expect((await store.payments("sample:ada", clock.now())).length).toBeLessThan(3);
    refused.clear();
    await pass(3 * HOUR_MS, MINUTE_MS);
    expect((await row())?.heartbeat?.problem).toBeUndefined();
  });
});
