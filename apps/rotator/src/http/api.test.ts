import { expect, it } from "vitest";
import { declaring, openScene } from "./ground.fixture.ts";

it("says which methods a path takes", async () => {
  const { ask } = openScene();
  const got = await ask("PATCH /v1/declarations/cache", { body: declaring() });
  expect(got).toMatchObject({ status: 405, json: { code: "ERR_DECLARATION", changed: "no" } });
  expect(got.headers.get("allow")).toBe("PUT, GET, DELETE");
  expect(got.headers.get("content-type")).toBe("application/problem+json");
});

it("says where nothing is that nothing is there", async () => {
  const { ask } = openScene();
  expect(await ask("GET /v1/nothing")).toMatchObject({ status: 404, json: { instance: "/v1/nothing" } });
});

it("shows nothing of an error of its own (law 10)", async () => {
  const errors: unknown[] = [];
  const scene = openScene({ failed: (error) => errors.push(error) });
  scene.store.find = async () => {
    throw new Error("canary-in-an-error");
  };
  const got = await scene.ask("GET /v1/declarations/cache");
  expect(got).toMatchObject({ status: 500, json: { code: "ERR_OUTCOME_UNKNOWN" } });
  expect(got.text).not.toContain("canary");
  expect(errors).toHaveLength(1);
});

it("holds back a token that sends more than anybody needs, for a second", async () => {
  const { ask, clock } = openScene();
  const statuses = async (count: number) => {
    const all = await Promise.all(Array.from({ length: count }, async () => ask("GET /v1/declarations")));
    return all.filter(({ status }) => status === 429).length;
  };
  expect(await statuses(1_000)).toBe(0);
  expect(await statuses(10)).toBe(10);
  expect((await ask("GET /v1/declarations")).headers.get("retry-after")).toBe("1");
  await clock.advance(1_000);
  expect(await statuses(101)).toBe(1);
});

it("is ready while the store can be read and the daemon does not drain", async () => {
  const ending = new AbortController();
  const scene = openScene({ signal: ending.signal });
  expect(await scene.ask("GET /readyz", { token: "" })).toMatchObject({ status: 200, json: { status: "ok" } });
  scene.store.nextWake = async () => Promise.reject(new Error("canary-disk"));
  expect(await scene.ask("GET /readyz", { token: "" })).toMatchObject({ status: 503 });
  ending.abort();
  const drained = await scene.ask("GET /readyz", { token: "" });
  expect(drained).toMatchObject({ status: 503, json: { title: "the daemon is draining" } });
  expect(await scene.ask("GET /healthz", { token: "" })).toMatchObject({ status: 200 });
});
