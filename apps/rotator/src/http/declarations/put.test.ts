import { CredentialError } from "@rekey/core";
import { expect, it } from "vitest";
import { declaring, NOW, openScene } from "../ground.fixture.ts";

const CACHE = "/v1/declarations/cache";

it("declares a new name: 201, a uid, the first generation and an ETag", async () => {
  const { ask, store } = openScene();
  const got = await ask(`PUT ${CACHE}`, { body: declaring({ deliver: ["app-env"], grace: "1d" }) });
  expect(got.status).toBe(201);
  expect(got.headers.get("etag")).toBe('"uid-1.1"');
  expect(got.headers.get("location")).toBe(CACHE);
  expect(got.headers.get("cache-control")).toBe("no-store");
  expect(got.json).toEqual({
    formatVersion: "1",
    declaration: {
      ...declaring({ deliver: ["app-env"], grace: "1d" }),
      name: "cache",
      uid: "uid-1",
      generation: 1,
      identity: "sample ada",
      declaredAt: NOW.toISOString(),
    },
  });
  expect(store.recorded).toMatchObject([{ name: "declaration.accepted", credential: "cache", by: "ci", uid: "uid-1" }]);
});

it("is an upsert by owner: the create of a killed client, sent again, is the same credential", async () => {
  const { ask, store } = openScene();
  await ask(`PUT ${CACHE}`, { body: declaring() });
  const again = await ask(`PUT ${CACHE}`, { body: declaring() });
  expect(again).toMatchObject({ status: 200, json: { declaration: { uid: "uid-1", generation: 1 } } });
  expect(store.recorded).toHaveLength(1);
  const changed = await ask(`PUT ${CACHE}`, { body: declaring({ rotate: { every: "7d" } }) });
  expect(changed).toMatchObject({ status: 200, json: { declaration: { uid: "uid-1", generation: 2 } } });
});

it("lets two that come at once be one", async () => {
  const { ask } = openScene();
  const both = await Promise.all([1, 2].map(() => ask(`PUT ${CACHE}`, { body: declaring() })));
  expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 201]));
});

it("refuses what another owns, unless it is taken over in so many words", async () => {
  const { ask, store } = openScene();
  await ask(`PUT ${CACHE}`, { body: declaring() });
  const theirs = declaring({ owner: "acme/other/prod/cache" });
  const refused = await ask(`PUT ${CACHE}`, { body: theirs });
  expect(refused).toMatchObject({
    status: 409,
    json: { code: "ERR_CONFLICT", changed: "no", title: "cache belongs to acme/shop/prod/cache" },
  });
  const taken = await ask(`PUT ${CACHE}`, { body: { ...theirs, adopt: true } });
  expect(taken).toMatchObject({ status: 200, json: { declaration: { uid: "uid-1", owner: "acme/other/prod/cache" } } });
  expect(store.recorded.at(-1)).toMatchObject({ message: "from acme/shop/prod/cache", by: "ci" });
  expect(await ask(`PUT ${CACHE}`, { body: declaring() })).toMatchObject({ status: 409 });
});

it("answers 404 where another uid is meant", async () => {
  const { ask } = openScene();
  expect(await ask(`PUT ${CACHE}?uid=uid-1`, { body: declaring() })).toMatchObject({ status: 404 });
  await ask(`PUT ${CACHE}`, { body: declaring() });
  expect(await ask(`PUT ${CACHE}?uid=uid-1`, { body: declaring() })).toMatchObject({ status: 200 });
  expect(await ask(`PUT ${CACHE}?uid=uid-0`, { body: declaring() })).toMatchObject({ status: 404 });
});

it("answers 412 where the generation has moved on", async () => {
  const { ask } = openScene();
  const none = { "if-none-match": "*" };
  expect(await ask(`PUT ${CACHE}`, { body: declaring(), headers: { "if-match": "*" } })).toMatchObject({ status: 412 });
  expect(await ask(`PUT ${CACHE}`, { body: declaring(), headers: none })).toMatchObject({ status: 201 });
  expect(await ask(`PUT ${CACHE}`, { body: declaring(), headers: none })).toMatchObject({ status: 412 });
  const match = { "if-match": '"uid-1.1"' };
  const changed = declaring({ grace: "1h" });
  expect(await ask(`PUT ${CACHE}`, { body: changed, headers: match })).toMatchObject({ status: 200 });
  const late = await ask(`PUT ${CACHE}`, { body: declaring(), headers: match });
  expect(late).toMatchObject({ status: 412, json: { code: "ERR_CONFLICT" } });
  expect(late.headers.get("etag")).toBe('"uid-1.2"');
});

it("names everything that is wrong, by its path and in the words of the file", async () => {
  const { ask } = openScene();
  const body = { connection: 7, kind: "sample.password", account: {}, rotate: { every: "30" }, sinks: [] };
  expect(await ask(`PUT ${CACHE}`, { body })).toMatchObject({
    status: 422,
    json: {
      code: "ERR_DECLARATION",
      changed: "no",
      errors: expect.arrayContaining([
        expect.objectContaining({ path: "owner", message: "owner is missing" }),
        expect.objectContaining({ path: "connection", message: "7 is not a text" }),
        expect.objectContaining({ path: "account.user" }),
        expect.objectContaining({ path: "rotate.every", remedy: "write it like 30d, 12h, 9m or 90s" }),
        expect.objectContaining({ path: "sinks", message: "there is no key sinks here" }),
      ]),
    },
  });
});

it("finds the account first: one secret under two names is refused, naming both", async () => {
  const { ask } = openScene();
  await ask(`PUT ${CACHE}`, { body: declaring() });
  const twin = await ask("PUT /v1/declarations/twin", { body: declaring({ account: { user: "ADA" } }) });
  expect(twin).toMatchObject({ status: 409, json: { title: expect.stringMatching(/twin.*cache|cache.*twin/) } });
});

it("refuses to make another secret of a name", async () => {
  const { ask } = openScene();
  await ask(`PUT ${CACHE}`, { body: declaring() });
  const other = await ask(`PUT ${CACHE}`, { body: declaring({ account: { user: "eve" } }) });
  expect(other).toMatchObject({ status: 409, json: { title: "cache is another secret so far: sample ada" } });
});

it("declares nothing while the cloud cannot say where the account is", async () => {
  const scene = openScene();
  scene.fails = new CredentialError("ERR_UNAVAILABLE", "turned away", { againAt: new Date(NOW.getTime() + 9_000) });
  const got = await scene.ask(`PUT ${CACHE}`, { body: declaring() });
  expect(got).toMatchObject({ status: 503, json: { code: "ERR_UNAVAILABLE", changed: "no" } });
  expect(got.headers.get("retry-after")).toBe("9");
  expect(await scene.store.list()).toEqual([]);
});

it("says of an account that is not there that it is not", async () => {
  const { ask } = openScene();
  expect(await ask(`PUT ${CACHE}`, { body: declaring({ account: { user: "nobody" } }) })).toMatchObject({
    status: 422,
    json: { errors: [{ path: "account", message: "there is no user nobody" }] },
  });
});

it("asks no cloud, and tells nothing of an account, where the operator does not allow it", async () => {
  const scene = openScene({
    forbids: ({ declaration: { owner }, place }) =>
      owner.startsWith("acme/") && place?.identity !== "sample eve" ? undefined : "connections.prod",
  });
  scene.fails = new CredentialError("ERR_UNAVAILABLE", "asked");
  const body = declaring({ owner: "evil/shop/prod/cache" });
  expect(await scene.ask(`PUT ${CACHE}`, { body })).toMatchObject({ status: 403, json: { code: "ERR_IDENTITY" } });
  scene.fails = undefined;
  const eve = declaring({ account: { user: "EVE" } });
  expect(await scene.ask(`PUT ${CACHE}`, { body: eve })).toMatchObject({ status: 403 });
  expect(await scene.store.list()).toEqual([]);
});

it("takes one JSON object and nothing else", async () => {
  const { ask } = openScene();
  for (const body of ["", "[]", "null", '"a"', "{", "{}{}", "\u0000"])
    expect(await ask(`PUT ${CACHE}`, { body })).toMatchObject({ status: 400, json: { code: "ERR_DECLARATION" } });
  const text = { "content-type": "text/plain" };
  expect(await ask(`PUT ${CACHE}`, { body: declaring(), headers: text })).toMatchObject({ status: 415 });
  const long = JSON.stringify(declaring({ kind: "x".repeat(70_000) }));
  expect(await ask(`PUT ${CACHE}`, { body: long })).toMatchObject({ status: 413, json: { changed: "no" } });
});

it("keeps the distance of its stagger group, whoever declared the others", async () => {
  const { ask } = openScene();
  const stagger = (offset: string) => ({ stagger: { group: "frontends", offset } });
  await ask(`PUT ${CACHE}`, { body: declaring(stagger("10m")) });
  const eve = declaring({ account: { user: "eve" }, ...stagger("20m") });
  expect(await ask("PUT /v1/declarations/eve", { body: eve })).toMatchObject({
    status: 422,
    json: { errors: [{ path: "stagger", remedy: expect.stringContaining("offset: 10m") }] },
  });
});
