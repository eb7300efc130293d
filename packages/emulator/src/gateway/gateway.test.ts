import { inspect } from "node:util";
import { virtualClock } from "@rekey/core/testing";
import { describe, expect, it } from "vitest";
import { ACCESS_KEY, SECRET_KEY, ask, line } from "../client.fixture.ts";
import type { Emulator } from "../emulator.ts";
import { INSTANCE, INSTANCES, NEW, PROJECT, RESET, small, start } from "../world.fixture.ts";

const httpPort = ({ endpoints }: Emulator): number => Number(new URL(endpoints.dcs).port);
const denied = (text: string): object => ({
  status: 401,
  json: {
    error_code: "APIGW.0301",
    error_msg: expect.stringContaining(`Incorrect IAM authentication information: ${text}`),
  },
});
const withKey = (key: object): ReturnType<typeof small> =>
  small({}, { keys: [{ accessKey: ACCESS_KEY, secretKey: SECRET_KEY, ...key }] });

describe("the gateway", () => {
  it.each([
    ["GET", "/"],
    ["GET", `${INSTANCES}/`],
    ["POST", INSTANCES],
    ["GET", `${INSTANCES}//accounts`],
    ["GET", `/v2/${PROJECT}/instances/i%zz`],
    ["GET", "/v3/PROJECTS"],
  ])("knows no %s %s, before it asks who is there", async (method, target) => {
    await using emulator = await start();
    const got = await ask(emulator.endpoints.dcs, target, { method, secretKey: "canary-wrong" });
    expect(got).toMatchObject({ status: 404, json: { error_code: "APIGW.0101" } });
  });

  it("gives every reply an id, the emulator's date and a documented envelope", async () => {
    const clock = virtualClock(new Date("2030-01-01T00:00:00Z"));
    await using emulator = await start(small(), { clock });
    const got = await ask(emulator.endpoints.dcs, "/", { headers: { "x-request-id": "mine" } });
    expect(got.headers).toMatchObject({ date: "Tue, 01 Jan 2030 00:00:00 GMT", "content-type": "application/json" });
    expect(got.headers["x-request-id"]).toBe(emulator.requests[0]?.requestId);
    expect(got.json).toMatchObject({ request_id: emulator.requests[0]?.requestId });
    expect(emulator.requests[0]).toMatchObject({ clientRequestId: "mine", status: 404, serviceCode: "APIGW.0101" });
  });

  it("refuses what is no HTTP, and goes on", async () => {
    await using emulator = await start();
    await using client = await line(httpPort(emulator));
    expect(await client.say("rubbish\r\n\r\n")).toMatch(/^HTTP\/1.1 400 .*APIGW\.0201/s);
    expect((await ask(emulator.endpoints.dcs, INSTANCES)).status).toBe(200);
  });

  it("takes no target above 32 K and no body above 12 MB", async () => {
    await using emulator = await start();
    const long = await ask(emulator.endpoints.dcs, `${INSTANCES}?name=${"x".repeat(33 * 1024)}`);
    expect([long.status, long.json]).toMatchObject([414, { error_code: "APIGW.0201" }]);
    const large = await ask(emulator.endpoints.dcs, RESET, { method: "PUT", body: "x".repeat(12 * 1024 * 1024 + 1) });
    expect([large.status, large.json]).toMatchObject([413, { error_code: "APIGW.0201" }]);
  });
});

describe("who is there", () => {
  it("is told by the signature, and refused with the documented text", async () => {
    await using emulator = await start();
    const get = (sent: object): ReturnType<typeof ask> => ask(emulator.endpoints.dcs, INSTANCES, sent);
    expect(await get({ secretKey: "canary-wrong" })).toMatchObject(
      denied("verify aksk signature fail, canonicalRequest:GET|"),
    );
    expect(await get({ accessKey: "NOBODY" })).toMatchObject(denied("Get secretKey failed,ak:NOBODY,err:ak not exist"));
    expect(await get({ headers: { authorization: "Basic eA==" } })).toMatchObject(denied("x-auth-token not found"));
    expect(await get({ now: new Date(Date.now() - 16 * 60_000) })).toMatchObject(
      denied("verify aksk signature fail, signature expired"),
    );
  });

  it("is locked out after more than five refusals in a row, for five minutes", async () => {
    const clock = virtualClock(new Date());
    await using emulator = await start(small(), { clock });
    const get = (secretKey: string): ReturnType<typeof ask> =>
      ask(emulator.endpoints.dcs, INSTANCES, { secretKey, now: clock.now() });
    for (let miss = 0; miss < 5; miss++) expect((await get("canary-wrong")).status).toBe(401);
    expect((await get(SECRET_KEY)).status).toBe(200);
    for (let miss = 0; miss < 6; miss++) expect(await get("canary-wrong")).toMatchObject(denied("verify aksk"));
    expect(await get(SECRET_KEY)).toMatchObject(denied("AK access failed to reach the limit,forbidden."));
    await clock.advance(299_999);
    expect((await get(SECRET_KEY)).status).toBe(401);
    await clock.advance(1);
    expect((await get(SECRET_KEY)).status).toBe(200);
  });

  it("acts in one project only", async () => {
    await using emulator = await start(withKey({ project: "other" }));
    const mismatch = { status: 401, json: { error_code: "DCS.1004" } };
    expect(await ask(emulator.endpoints.dcs, INSTANCES)).toMatchObject(mismatch);
    expect((await ask(emulator.endpoints.dcs, "/v2/other/instances")).status).toBe(200);
    const headers = { "x-project-id": PROJECT };
    expect(await ask(emulator.endpoints.dcs, "/v2/other/instances", { headers })).toMatchObject(mismatch);
  });

  it("may do what the key's permissions say", async () => {
    await using emulator = await start(withKey({ permissions: ["dcs:instance:*", "dcs:aclaccount:list"] }));
    expect((await ask(emulator.endpoints.dcs, INSTANCE)).status).toBe(200);
    expect((await ask(emulator.endpoints.dcs, `${INSTANCE}/accounts`)).status).toBe(200);
    expect(await ask(emulator.endpoints.dcs, RESET, { method: "PUT", body: { new_password: NEW } })).toMatchObject({
      status: 403,
      json: {
        error_code: "DCS.2007",
        error_msg: "Policy does not allow dcs:aclaccount:resetPassword to be performed.",
      },
    });
    expect(await ask(emulator.endpoints.iam, "/v3/projects")).toMatchObject({
      status: 403,
      json: { error_code: "IAM.0003" },
    });
  });

  it("may be a temporary key", async () => {
    await using emulator = await start(withKey({ securityToken: "canary-token" }));
    expect((await ask(emulator.endpoints.dcs, INSTANCES)).status).toBe(401);
    expect((await ask(emulator.endpoints.dcs, INSTANCES, { securityToken: "canary-token" })).status).toBe(200);
  });
});

describe("what was sent", () => {
  it("is remembered, counted and safe to print", async () => {
    const events: unknown[] = [];
    await using emulator = await start(small(), { report: (event) => events.push(event) });
    await ask(emulator.endpoints.dcs, `${RESET}?a=1`, { method: "PUT", body: { new_password: NEW } });
    expect(emulator.requests[0]).toMatchObject({
      service: "dcs",
      operation: "resetAclAccountPassWord",
      method: "PUT",
      path: RESET,
      query: { a: "1" },
      accessKey: ACCESS_KEY,
      signedHeaders: ["content-type", "host", "x-sdk-date"],
      status: 200,
    });
    expect(emulator.requests[0]?.body.reveal()).toBe(JSON.stringify({ new_password: NEW }));
    expect(emulator.sends("resetAclAccountPassWord")).toBe(1);
    expect(events).toMatchObject([
      { event: "password", user: "app" },
      { event: "request", status: 200 },
    ]);
    expect(inspect([emulator.requests, events], { depth: 9 }) + JSON.stringify(events)).not.toContain("canary-");
  });
});

describe("keystoneListProjects", () => {
  it("finds the project of a region", async () => {
    await using emulator = await start();
    const projects = async (query: string): Promise<unknown> =>
      (await ask(emulator.endpoints.iam, `/v3/projects${query}`)).json;
    expect(await projects("?name=cn-north-4")).toMatchObject({
      projects: [{ id: PROJECT, name: "cn-north-4", enabled: true }],
    });
    expect(await projects("?name=cn-north-1")).toMatchObject({ projects: [] });
    expect(await projects("")).toMatchObject({ projects: [{ id: PROJECT }] });
    expect(await projects("?region=x")).toMatchObject({ error_code: "IAM.0011" });
  });
});
