import { type Connection, type Declaration, generate } from "@rekey/core";
import { memoryStore } from "@rekey/core/testing";
import { reconcile } from "@rekey/reconciler";
import { expect, it } from "vitest";
import { viewOf } from "../status/view.ts";
import { plain } from "../voice/paint.ts";
import { statusText } from "../voice/status.ts";
import { aclRedis, aclUser } from "./acl-file.fixture.ts";
import { LeapingClock } from "./seam.fixture.ts";

const DAY_MS = 86_400_000;

const via: Connection = {
  longestMs: 5_000,
  quietMs: 5_000,
  send: () => Promise.reject(new TypeError("nothing is sent")),
  reach: (host) => Promise.resolve(host),
};

/** One user of one Redis, looked at whenever the clock is moved. */
async function scene(socket: string, change: Partial<Declaration> = {}) {
  const [kind, clock, store] = [aclUser(socket), new LeapingClock(), memoryStore()];
  const declaration: Declaration = {
    name: "cache-app",
    owner: "file",
    kind: kind.name,
    connection: "prod",
    account: { user: "app" },
    rotate: { everyMs: 30 * DAY_MS },
    deliver: [],
    graceMs: 0,
    ...change,
  };
  const { uid } = await store.declare(declaration, { identity: "app", lane: "app" }, clock.now());
  const sink = () => ({ deliver: async () => undefined });
  const tools = { store, clock, sink, generate, kind: () => kind, connection: () => via, report: () => {} };
  const look = async (ms = 0) => {
    clock.leap(ms);
    await reconcile(tools, uid);
    const listed = await store.get(uid);
    if (!listed) throw new TypeError("it was declared");
    return viewOf(listed, { kind }, clock.now());
  };
  return { look, text: async (view: Awaited<ReturnType<typeof look>>) => statusText([view], clock.now(), plain) };
}

it("a Redis that restarts with its old ACL file is drifted at the next heartbeat, and its status says what mends it", async () => {
  await using redis = await aclRedis();
  const { look, text } = await scene(redis.socket);
  expect(await look()).toMatchObject({ state: "stable", version: 1, verified: "yes" });
  expect((await look(DAY_MS)).drift).toBeUndefined();
  await redis.restart();
  const view = await look(DAY_MS);
  expect(view).toMatchObject({ state: "stable", verified: "no", drift: { youCan: "rotator rotate cache-app" } });
  expect(view.conditions).toContainEqual(
    expect.objectContaining({ type: "Drifted", status: "True", reason: "Refused" }),
  );
  expect(await text(view)).toMatch(
    /stable +1 +no .* drifted: the service refuses v1; rotator rotate cache-app[^]*1 drifted/,
  );
});

it("a Redis that restarts with its old ACL file is given the next password unasked where drift: rotate is declared", async () => {
  await using redis = await aclRedis();
  const { look } = await scene(redis.socket, { drift: "rotate" });
  await look();
  await redis.restart();
  await look(DAY_MS);
  const view = await look();
  expect([view.version, view.verified, view.drift]).toEqual([2, "yes", undefined]);
});
