import { type Credential, type CredentialKind, Secret } from "@rekey/core";
import { expect, it } from "vitest";
import { declaring, NOW, openScene, type Scene } from "../ground.fixture.ts";

const CACHE = "/v1/credentials/cache";

const versions: Partial<Credential> = {
  opened: 3,
  current: { number: 2, issued: { secret: new Secret("canary-current") }, facts: { user: "ada" }, since: NOW },
  previous: { number: 1, issued: { secret: new Secret("canary-previous"), id: "AK1" }, facts: {}, since: NOW },
};

const attempt: Credential["attempt"] = {
  version: 3,
  why: "due",
  phase: "sent",
  before: {},
  facts: { user: "ada" },
  openedAt: NOW,
  candidate: { secret: new Secret("canary-pending") },
};

async function declared(changes: Partial<Credential> = {}, kind: Partial<CredentialKind> = {}): Promise<Scene> {
  const scene = openScene(kind.disrupts === undefined ? {} : { disrupts: kind.disrupts });
  await scene.ask("PUT /v1/declarations/cache", { body: declaring() });
  const held = await scene.store.claim("uid-1", NOW, 1);
  if (!held) throw new TypeError("nobody holds it");
  const next = { ...held.credential, wakeAt: NOW, ...changes };
  await scene.store.commit(held.claim, next, { name: "rotation.promoted", at: NOW, uid: "uid-1", credential: "cache" });
  await scene.store.release(held.claim);
  return scene;
}

it("shows everything about one but its secrets (law 10)", async () => {
  const { ask } = await declared({ ...versions, attempt });
  const got = await ask(`GET ${CACHE}?uid=uid-1`);
  expect(got).toMatchObject({
    status: 200,
    json: {
      formatVersion: "1",
      credential: {
        name: "cache",
        uid: "uid-1",
        owner: "acme/shop/prod/cache",
        version: 2,
        candidate: 3,
        state: "unknown",
        changed: "unknown",
        conditions: expect.arrayContaining([expect.objectContaining({ type: "Ready", status: "Unknown" })]),
        events: [expect.objectContaining({ name: "rotation.promoted" }), expect.anything()],
      },
    },
  });
  expect(got.text).not.toContain("canary");
  expect(await ask(`GET ${CACHE}?uid=uid-2`)).toMatchObject({ status: 404 });
  expect(await ask("GET /v1/credentials/other")).toMatchObject({ status: 404 });
});

it("lists those that the caller may see, by state and a page at a time", async () => {
  const { ask } = await declared(versions);
  expect(await ask("GET /v1/credentials?state=due")).toMatchObject({ json: { credentials: [{ name: "cache" }] } });
  expect(await ask("GET /v1/credentials?state=stuck")).toMatchObject({ json: { credentials: [] } });
  expect(await ask("GET /v1/credentials", { token: "declare:other" })).toMatchObject({ json: { credentials: [] } });
  expect(await ask("GET /v1/credentials?state=lost")).toMatchObject({ status: 400 });
});

it("hands out what is held, and writes down who asked for what before it does (law 10)", async () => {
  const { ask, store } = await declared(versions);
  const got = await ask(`GET ${CACHE}/secret`, { token: "secret:cache" });
  expect(got.headers.get("cache-control")).toBe("no-store");
  expect(got.json).toEqual({
    formatVersion: "1",
    secret: {
      name: "cache",
      uid: "uid-1",
      current: { version: 2, value: "canary-current", facts: { user: "ada" } },
      previous: { version: 1, value: "canary-previous", id: "AK1", facts: {} },
    },
  });
  expect(store.recorded.slice(-2)).toMatchObject([
    { name: "secret.revealed", credential: "cache", version: 2, by: "ci", message: "current" },
    { name: "secret.revealed", credential: "cache", version: 1, by: "ci", message: "previous" },
  ]);
});

it("hands out the pending one while nobody knows whether it is in force, and never before it was sent", async () => {
  const sent = await declared({ ...versions, attempt });
  expect((await sent.ask(`GET ${CACHE}/secret?stage=pending`)).json).toMatchObject({
    secret: { pending: { version: 3, value: "canary-pending" } },
  });
  const unsent = await declared({ ...versions, attempt: { ...attempt, phase: "unsent" } });
  const got = await unsent.ask(`GET ${CACHE}/secret`);
  expect(got.text).not.toContain("canary-pending");
  expect(await unsent.ask(`GET ${CACHE}/secret?stage=pending`)).toMatchObject({ status: 404 });
});

it("hands out nothing where it cannot be written down, and nothing that is not held", async () => {
  const scene = await declared(versions);
  scene.store.record = async () => Promise.reject(new Error("the disk is full"));
  await expect(scene.ask(`GET ${CACHE}/secret`)).rejects.toThrow("the disk is full");
  const none = await declared();
  expect(await none.ask(`GET ${CACHE}/secret`)).toMatchObject({
    status: 404,
    json: { title: "cache holds no secret" },
  });
});

it.for(["rotate", "resume"])(
  "writes down that somebody wants it to %s, and says where its events begin",
  async (verb) => {
    const { ask, store } = await declared(versions);
    expect(await ask(`POST ${CACHE}/${verb}`)).toMatchObject({
      status: 202,
      json: { request: { name: "cache", uid: "uid-1", number: 1, since: 2 } },
    });
    expect(await store.request("uid-1", 0)).toMatchObject({ what: verb, by: "ci" });
    expect(await ask(`POST ${CACHE}/${verb}?uid=uid-2`)).toMatchObject({ status: 404 });
  },
);

it("pauses until an end that has to be named", async () => {
  const { ask, store } = await declared(versions);
  expect(await ask(`POST ${CACHE}/pause`, { body: { for: "2d" } })).toMatchObject({ status: 202 });
  expect(await store.request("uid-1", 0)).toMatchObject({ what: { pause: new Date("2026-11-23T12:00:00Z") } });
  for (const body of [
    {},
    { for: "2" },
    { for: "2d", until: "2026-12-24T08:00:00Z" },
    { until: "2020-01-01T00:00:00Z" },
  ])
    expect(await ask(`POST ${CACHE}/pause`, { body })).toMatchObject({
      status: 422,
      json: { code: "ERR_DECLARATION" },
    });
  expect(await ask(`POST ${CACHE}/pause`, { body: { forever: true } })).toMatchObject({
    status: 422,
    json: { errors: [{ path: "forever" }] },
  });
});

it("approves the step that waits, and none but the one that was read", async () => {
  const { ask, store } = await declared(versions, { disrupts: "somebody is signed out" });
  expect(await ask(`POST ${CACHE}/approve`, { body: { version: 9 } })).toMatchObject({
    status: 409,
    json: { title: expect.stringContaining("not v9") },
  });
  expect(await ask(`POST ${CACHE}/approve`, { body: { version: 4 } })).toMatchObject({ status: 202 });
  expect(await store.request("uid-1", 0)).toMatchObject({ what: { approve: { version: 4 } } });
  const calm = await declared(versions);
  expect(await calm.ask(`POST ${CACHE}/approve`)).toMatchObject({ status: 409 });
});

it("plans from the store alone, for those that the caller may see", async () => {
  const scene = await declared(versions);
  expect(await scene.ask("GET /v1/plan")).toMatchObject({
    status: 200,
    json: { formatVersion: "1", changes: [{ action: "rotate", name: "cache" }], unchanged: 0 },
  });
  expect(await scene.ask("GET /v1/plan?prefix=d")).toMatchObject({ json: { changes: [], unchanged: 0 } });
  expect(await scene.ask("GET /v1/plan", { token: "declare:other" })).toMatchObject({ json: { changes: [] } });
});
