import { setImmediate } from "node:timers/promises";
import type { Connection, CredentialKind, Dispatch, Store } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { declarationOf, furnish, type Given, sample } from "./house.fixture.ts";
import { run } from "./run.ts";

/** Asks the store what is due, again and again. */
const polling = (store: Store, now: () => Date): Dispatch => ({
  async run(work, signal) {
    while (!signal.aborted) {
      await work(await store.due(now(), 100));
      await setImmediate();
    }
  },
});

/** A loop over some credentials, one a user; `until` lets it run until something is so. */
async function village(
  users: readonly string[],
  { kind = sample("set-blind"), ...given }: Given & { kind?: CredentialKind } = {},
) {
  const { clock, store: memory, events, tools } = furnish(kind, users, given);
  const { store } = tools;
  for (const user of users) await store.declare(declarationOf(kind, user), { identity: user, lane: user }, clock.now());
  const stop = new AbortController();
  const start = (concurrency: number) =>
    run(
      tools,
      polling(store, () => clock.now()),
      { concurrency, signal: stop.signal },
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
    const running = start(2);
    await until(async () => (await rotated()).length === 2);
    expect(await rotated()).toEqual(["bob", "eve"]);
    stop.abort();
    gate.resolve();
    await running;
  });

  it("works on no more at once than it may (P5)", async () => {
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
    const running = start(3);
    await until(async () => (await rotated()).length === users.length);
    stop.abort();
    await running;
    expect(most).toBe(3);
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
      store: (real) => ({ ...real, due: () => Promise.reject(new Error("gone")) }),
    });
    await expect(start(1)).rejects.toThrow("gone");
  });
});
