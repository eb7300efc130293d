import { expect, it } from "vitest";
import { z } from "zod";
import { declaring, openScene } from "../ground.fixture.ts";

it("reads what can be sent back without changing anything", async () => {
  const { ask } = openScene();
  const body = declaring({
    rotate: {
      cron: "0 3 * * 6",
      zone: "Europe/Berlin",
      windows: [{ cron: "0 2 * * *", for: "2h" }],
      blackouts: [{ from: "2026-12-20", to: "2027-01-03" }],
      jitter: "1m 30s",
    },
    deliver: ["app-env"],
    grace: "1d 12h",
    stagger: { group: "frontends", offset: "10m" },
  });
  await ask("PUT /v1/declarations/cache", { body });
  const { status, json, headers } = await ask("GET /v1/declarations/cache?uid=uid-1");
  expect(status).toBe(200);
  expect(headers.get("etag")).toBe('"uid-1.1"');
  const { name, uid, generation, identity, declaredAt, ...again } = Object(json["declaration"]);
  expect([name, uid, generation, identity, typeof declaredAt]).toEqual(["cache", "uid-1", 1, "sample ada", "string"]);
  expect(again).toEqual(body);
  expect(await ask("PUT /v1/declarations/cache", { body: again })).toMatchObject({
    json: { declaration: { generation: 1 } },
  });
});

it("reads two accounts that take turns as they were declared", async () => {
  const { ask } = openScene();
  const { account: _, ...rest } = declaring();
  const body = { ...rest, accounts: [{ user: "ada" }, { user: "eve" }] };
  expect(await ask("PUT /v1/declarations/cache", { body })).toMatchObject({ status: 201, json: { declaration: body } });
  expect(await ask("PUT /v1/declarations/cache", { body })).toMatchObject({ json: { declaration: { generation: 1 } } });
  const eve = declaring({ account: { user: "eve" } });
  expect(await ask("PUT /v1/declarations/eve", { body: eve })).toMatchObject({ status: 409 });
});

it("answers 404 where nothing has the name, or another uid is meant", async () => {
  const { ask } = openScene();
  expect(await ask("GET /v1/declarations/cache")).toMatchObject({ status: 404 });
  await ask("PUT /v1/declarations/cache", { body: declaring() });
  expect(await ask("GET /v1/declarations/cache?uid=uid-2")).toMatchObject({ status: 404 });
  expect(await ask("GET /v1/declarations/Cache")).toMatchObject({ status: 400, json: { errors: [{ path: "name" }] } });
});

it("lists a page at a time, by name, and what is asked for alone", async () => {
  const { ask } = openScene();
  for (const name of ["b", "a.1", "a.2", "c"])
    await ask(`PUT /v1/declarations/${name}`, {
      body: declaring({ owner: `acme/shop/prod/${name}`, account: { user: name } }),
    });
  const names = async (query: string, token?: string) => {
    const { json } = await ask(`GET /v1/declarations${query}`, token === undefined ? {} : { token });
    const { declarations } = z.object({ declarations: z.array(z.object({ name: z.string() })) }).parse(json);
    return { ...json, declarations: declarations.map(({ name }) => name) };
  };
  const formatVersion = "1";
  expect(await names("?most=2")).toEqual({ formatVersion, declarations: ["a.1", "a.2"], next: "a.2" });
  expect(await names("?most=2&after=a.2")).toEqual({ formatVersion, declarations: ["b", "c"] });
  expect(await names("?prefix=a.")).toEqual({ formatVersion, declarations: ["a.1", "a.2"] });
  expect(await names("?owner=acme/shop/prod/b")).toEqual({ formatVersion, declarations: ["b"] });
  expect(await names("?owner=acme/shop/*&kind=sample.password&connection=prod")).toMatchObject({
    declarations: ["a.1", "a.2", "b", "c"],
  });
  expect(await names("?owner=acme/other/*")).toMatchObject({ declarations: [] });
  expect(await names("", "declare:a.*")).toEqual({ formatVersion, declarations: ["a.1", "a.2"] });
  expect(await ask("GET /v1/declarations?most=0")).toMatchObject({ status: 400, json: { errors: [{ path: "most" }] } });
  expect(await ask("GET /v1/declarations?mots=1")).toMatchObject({ status: 400 });
});
