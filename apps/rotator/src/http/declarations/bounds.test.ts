import { expect, it } from "vitest";
import { declaring, openScene, type Scene } from "../ground.fixture.ts";

const put = ({ ask }: Scene, name: string, { owner = `acme/shop/prod/${name}`, token = "declare" } = {}) =>
  ask(`PUT /v1/declarations/${name}`, { body: declaring({ owner, account: { user: name } }), token });

const statuses = async (all: readonly ReturnType<typeof put>[]) => (await Promise.all(all)).map(({ status }) => status);

it("takes no more declarations of a stack than the operator lets it have, and says what to do", async () => {
  const scene = openScene({ limits: { perStack: 2 } });
  expect(await statuses([put(scene, "a"), put(scene, "b")])).toEqual([201, 201]);
  expect(await put(scene, "c")).toMatchObject({
    status: 403,
    json: {
      code: "ERR_IDENTITY",
      title: "acme/shop/prod may have 2 declarations and has them",
      detail: "requested: 1, used: 2, limited: 2 (http.limits.perStack)",
      remedy: expect.stringContaining("policy=forget"),
      changed: "no",
    },
  });
  expect(scene.store.rows.size).toBe(2);
});

it("changes what is there, whatever the limit became, and makes room for what goes", async () => {
  const scene = openScene({ limits: { perStack: 1 } });
  await put(scene, "a");
  const changed = { body: declaring({ owner: "acme/shop/prod/a", account: { user: "a" }, rotate: { every: "7d" } }) };
  expect(await scene.ask("PUT /v1/declarations/a", changed)).toMatchObject({ status: 200 });
  await scene.ask("DELETE /v1/declarations/a?policy=forget");
  expect(await put(scene, "b")).toMatchObject({ status: 201 });
});

it("counts each stack by itself, and nothing that stands in files", async () => {
  const scene = openScene({ limits: { perStack: 1 } });
  const all = [put(scene, "a"), put(scene, "b", { owner: "acme/shop/dev/b" }), put(scene, "c", { owner: "b/c/d/e" })];
  expect(await statuses(all)).toEqual([201, 201, 201]);
});

it("lets no more through than fit where many come at once", async () => {
  const scene = openScene({ limits: { perStack: 3 } });
  const all = await statuses(Array.from({ length: 8 }, (_, at) => put(scene, `cache-${at}`)));
  expect(all.filter((status) => status === 201)).toHaveLength(3);
  expect(all.filter((status) => status === 403)).toHaveLength(5);
});

it("bounds what a token may declare in all, whatever owners it names and however it lets go of them", async () => {
  const scene = openScene({ limits: { perToken: 2 } });
  const token = "declare:team.*";
  await put(scene, "other", { token: "declare" });
  await put(scene, "team.a", { owner: "acme/a/b/c", token });
  await scene.ask("DELETE /v1/declarations/team.a?policy=retain", { token });
  await put(scene, "team.b", { owner: "acme/d/e/f", token });
  expect(await put(scene, "team.c", { owner: "acme/g/h/i", token })).toMatchObject({
    status: 403,
    json: {
      title: "this token may have 2 declarations under its names and has them",
      detail: "requested: 1, used: 2, limited: 2 (http.limits.perToken)",
    },
  });
});

it("asks the cloud for nobody more often than the operator lets it, and says when to come back", async () => {
  const scene = openScene({ limits: { asks: { calls: 2, perMs: 60_000 } } });
  expect(await statuses([put(scene, "a"), put(scene, "b"), put(scene, "c")])).toEqual([201, 201, 429]);
  expect(await put(scene, "c")).toMatchObject({
    status: 429,
    json: { code: "ERR_UNAVAILABLE", remedy: expect.stringContaining("http.limits.asks") },
  });
  expect((await put(scene, "c")).headers.get("retry-after")).toBe("30");
  await scene.clock.advance(30_000);
  expect(await statuses([put(scene, "c"), put(scene, "d")])).toEqual([201, 429]);
});

it("counts no question that nobody asked the cloud", async () => {
  const scene = openScene({ limits: { asks: { calls: 1, perMs: 60_000 } }, forbids: () => "connections.prod" });
  expect(await statuses([put(scene, "a"), put(scene, "b")])).toEqual([403, 403]);
});
