import { setImmediate } from "node:timers/promises";
import type { Connection, CredentialKind, Declaration, Dispatch, Store } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { declarationOf, furnish, type Given, sample } from "./house.fixture.ts";
import { run } from "./run.ts";

/** Asks the store what is due of each connection, again and again, and waits for none. */
const polling = (store: Store, now: () => Date): Dispatch => ({
  async run(work, signal) {
    while (!signal.aborted) {
      for (const name of await store.connections()) void work(await store.due(now(), 100, name), name);
      await setImmediate();
    }
  },
});

/** A loop over some credentials, one a user; `until` lets it run until something is so. */
async function village(
  users: readonly string[],
  {
    kind = sample("set-blind"),
    ...given
  }: Given & { kind?: CredentialKind; of?: (user: string) => Partial<Declaration> } = {},
) {
  const { clock, store: memory, events, tools } = furnish(kind, users, given);
  const { store } = tools;
  for (const user of users) {
    const declaration = { ...declarationOf(kind, user), ...given.of?.(user) };
    await store.declare(declaration, { identity: user, lane: user }, clock.now());
  }
  const stop = new AbortController();
  const start = (concurrency: number, mostOf?: (connection: string) => number | undefined) =>
    run(
      tools,
      polling(store, () => clock.now()),
      { concurrency, mostOf, signal: stop.signal },
    );
  const rotated = async () =>
    (await store.list()).filter(({ credential }) => credential.current).map(({ declaration }) => declaration.name);
  const until = async (isSo: () => Promise<boolean>) => {
    for (let n = 0; n < 1000 && !(await isSo()); n++) await setImmediate();
  };
  return { clock, memory, events, start, stop, rotated, until };
}

describe("run", () => {
  it("rotates all that is due, and ends when it is told to", async () => {
    const { start, stop, rotated, until } = await village(["ada", "bob", "eve"]);
    const running = start(2);
    await until(async () => (await rotated()).length === 3);
    stop.abort();
    await running;
    expect(await rotated()).toEqual(["ada", "bob", "eve"]);
  });

  it("lets a credential that is slow delay only itself", async () => {
    const gate = Promise.withResolvers<void>();
    const via = (real: Connection): Connection => ({
      ...real,
      send: async (call) => {
        if (call.params?.["user"] === "ada") await gate.promise;
        return real.send(call);
      },
    });
    const { start, stop, rotated, until } = await village(["ada", "bob", "eve"], { via });
    const running = start(4);
    await until(async () => (await rotated()).length === 2);
    expect(await rotated()).toEqual(["bob", "eve"]);
    stop.abort();
    gate.resolve();
    await running;
  });

  it.each([
    ["no more at once than half of what it may, of one connection", 6, undefined, 3],
    ["no more at once of one connection than its operator allows", 6, 2, 2],
  ])("works on %s (P5)", async (__, concurrency, own, expected) => {
    let inFlight = 0;
    let most = 0;
    const via = (real: Connection): Connection => ({
      ...real,
      async send(call) {
        most = Math.max(most, ++inFlight);
        await setImmediate();
        inFlight--;
        return real.send(call);
      },
    });
    const users = Array.from({ length: 10 }, (_, n) => `user-${n}`);
    const { start, stop, rotated, until } = await village(users, { via });
    const running = start(concurrency, () => own);
    await until(async () => (await rotated()).length === users.length);
    stop.abort();
    await running;
    expect(most).toBe(expected);
  });

  it("lets a connection whose endpoint hangs delay nobody else, however much of it is due (P5)", async () => {
    const gate = Promise.withResolvers<void>();
    const hung = (name: string) => name.startsWith("hung");
    const via = (real: Connection): Connection => ({
      ...real,
      async send(call) {
        if (hung(call.params?.["user"] ?? "")) await gate.promise;
        return real.send(call);
      },
    });
    const hanging = Array.from({ length: 60 }, (_, n) => `hung-${n}`);
    const others = Array.from({ length: 20 }, (_, n) => `other-${n}`);
    const of = (user: string) => ({ connection: hung(user) ? user.slice(0, 6) : "prod" });
    const { start, stop, rotated, until } = await village([...hanging, ...others], { via, of });
    const running = start(12);
    await until(async () => (await rotated()).length === others.length);
    expect((await rotated()).every((name) => name.startsWith("other"))).toBe(true);
    stop.abort();
    gate.resolve();
    await running;
  });

  it("stops at the next durable step: what is sent is kept, and what is left waits for the next holder", async () => {
    const gate = Promise.withResolvers<void>();
    const via = (real: Connection): Connection => ({
      ...real,
      async send(call) {
        if (call.operation === "setPassword") await gate.promise;
        return real.send(call);
      },
    });
    const { start, stop, until, memory } = await village(["ada"], { kind: sample("set-checked"), via });
    const row = () => memory.rows.values().next().value;
    const running = start(1);
    await until(async () => row()?.credential.attempt?.phase === "sent");
    stop.abort();
    gate.resolve();
    await running;
    expect(row()?.credential).toMatchObject({ attempt: { phase: "landed" } });
    expect(row()?.credential.current).toBeUndefined();
    expect(row()?.claimEndsAt).toEqual(new Date(0));
  });

  it("survives a store that fails, tells of it, and tries again later", async () => {
    let isFull = true;
    const broken = (real: Store): Store => ({
      ...real,
      claim: (...claim) => (isFull ? Promise.reject(new Error("disk is full")) : real.claim(...claim)),
    });
    const { start, stop, rotated, until, events, clock } = await village(["ada"], { store: broken });
    const running = start(1);
    await until(async () => events.length > 0);
    expect(events).toMatchObject([{ name: "claim.lost", problem: { code: "ERR_OUTCOME_UNKNOWN" } }]);
    isFull = false;
    await clock.advance(5_000);
    await until(async () => (await rotated()).length === 1);
    stop.abort();
    await running;
    expect(events.filter(({ name }) => name === "claim.lost")).toHaveLength(1);
  });

  it("passes on a dispatch that fails by itself", async () => {
    const { start } = await village([], {
      store: (real) => ({ ...real, connections: () => Promise.reject(new Error("gone")) }),
    });
    await expect(start(1)).rejects.toThrow("gone");
  });
});
