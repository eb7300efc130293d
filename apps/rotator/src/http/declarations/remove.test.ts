import { type Attempt, type Credential, Secret } from "@rekey/core";
import { expect, it } from "vitest";
import { declaring, NOW, openScene, type Scene } from "../ground.fixture.ts";

const CACHE = "/v1/declarations/cache";

const attempt: Attempt = {
  version: 2,
  why: "due",
  phase: "sent",
  before: {},
  facts: {},
  openedAt: NOW,
  candidate: { secret: new Secret("canary-candidate") },
};

/** Puts a row in place, as its holder would. */
async function write({ store }: Scene, changes: Partial<Credential>): Promise<void> {
  const held = await store.claim("uid-1", NOW, 1);
  if (!held) throw new TypeError("nobody holds it");
  await store.commit(held.claim, { ...held.credential, ...changes, wakeAt: NOW }, { name: "rotation.opened", at: NOW });
  await store.release(held.claim);
}

async function declared(): Promise<Scene> {
  const scene = openScene();
  await scene.ask(`PUT ${CACHE}`, { body: declaring() });
  return scene;
}

it("retains by default: it keeps rotating without an owner, and is listed as such", async () => {
  const { ask, store } = await declared();
  expect(await ask(`DELETE ${CACHE}?uid=uid-1`)).toMatchObject({
    status: 200,
    json: { removed: { name: "cache", uid: "uid-1", policy: "retain" } },
  });
  expect(await ask("GET /v1/declarations?owner=none")).toMatchObject({
    json: { declarations: [{ name: "cache", owner: "none" }] },
  });
  expect(await store.due(NOW, 1)).toEqual(["uid-1"]);
  expect(await ask(`DELETE ${CACHE}?uid=uid-1`)).toMatchObject({ status: 200 });
  expect(store.recorded.at(-1)).toMatchObject({ message: "acme/shop/prod/cache let go of it; it keeps rotating" });
  const again = await ask(`PUT ${CACHE}`, { body: declaring({ owner: "acme/other/prod/cache" }) });
  expect(again).toMatchObject({ status: 200, json: { declaration: { uid: "uid-1", owner: "acme/other/prod/cache" } } });
});

it("forgets where that is asked for, and who declares it next gets a new uid", async () => {
  const { ask, store } = await declared();
  expect(await ask(`DELETE ${CACHE}?policy=forget`)).toMatchObject({ status: 200 });
  expect(store.recorded.at(-1)).toMatchObject({ name: "declaration.forgotten", uid: "uid-1", by: "ci" });
  expect(await ask(`GET ${CACHE}`)).toMatchObject({ status: 404 });
  expect(await ask(`PUT ${CACHE}`, { body: declaring() })).toMatchObject({ json: { declaration: { uid: "uid-2" } } });
});

it("removes no successor: the late delete of a replaced one means another uid", async () => {
  const { ask } = await declared();
  await ask(`DELETE ${CACHE}?policy=forget&uid=uid-1`);
  await ask(`PUT ${CACHE}`, { body: declaring() });
  expect(await ask(`DELETE ${CACHE}?policy=forget&uid=uid-1`)).toMatchObject({ status: 404 });
  expect(await ask(`GET ${CACHE}`)).toMatchObject({ status: 200, json: { declaration: { uid: "uid-2" } } });
});

it("takes nothing from another owner, nor from the file", async () => {
  const { ask, store } = await declared();
  expect(await ask(`DELETE ${CACHE}?owner=acme/other/prod/cache`)).toMatchObject({ status: 409 });
  await store.own("uid-1", { from: "acme/shop/prod/cache", to: "file" });
  expect(await ask(`DELETE ${CACHE}`)).toMatchObject({ status: 409, json: { title: "cache belongs to file" } });
  expect((await store.find("cache"))?.declaration.owner).toBe("file");
});

it("forgets nothing in the middle of a rotation, and says when to ask again (law 6)", async () => {
  const scene = await declared();
  await write(scene, { attempt: { ...attempt, quietUntil: new Date("2026-11-21T12:16:00Z") } });
  expect(await scene.ask(`DELETE ${CACHE}?policy=forget&force=true`)).toMatchObject({
    status: 409,
    json: { code: "ERR_CONFLICT", next: expect.stringContaining("2026-11-21T12:16") },
  });
});

it("forgets an unknown by force alone, when nothing of it is in the air any more", async () => {
  const scene = await declared();
  await write(scene, { attempt, stuck: { message: "neither is accepted", since: NOW } });
  expect(await scene.ask(`DELETE ${CACHE}?policy=forget`)).toMatchObject({
    status: 409,
    json: { code: "ERR_STUCK", changed: "no", remedy: expect.stringContaining("rotator resolve cache") },
  });
  expect(await scene.ask(`DELETE ${CACHE}?policy=forget&force=true`)).toMatchObject({ status: 200 });
});

it("wants the generation that is there where one is named", async () => {
  const { ask } = await declared();
  const headers = { "if-match": '"uid-1.2"' };
  expect(await ask(`DELETE ${CACHE}`, { headers })).toMatchObject({ status: 412 });
});
