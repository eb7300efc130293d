import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { first, second } from "./listen/certificates.fixture.ts";
import { openServed } from "./served.fixture.ts";

const BODY = {
  owner: "acme/shop/prod/cache",
  kind: "dcs.acl-password",
  connection: "prod",
  account: { instance: "cache-prod", user: "app" },
  rotate: { every: "30d" },
  deliver: ["app-env"],
};

/** The fields of the one thing that an answer holds. */
function fieldsOf(text: string): readonly string[] {
  const { credential } = z.object({ credential: z.looseObject({}) }).parse(JSON.parse(text));
  return Object.keys(credential);
}

it("takes a declaration in, rotates it, and hands its secret to whoever may have it", async () => {
  await using served = await openServed();
  const token = await served.token("declare:team.*", "read");
  const put = await served.send("PUT /v1/declarations/team.cache", { token, body: BODY });
  expect(put).toMatchObject({ status: 201, headers: { "cache-control": "no-store" } });
  await served.io.printed("rotation.promoted");
  await served.io.printed("delivery.done");
  const status = await served.send("GET /v1/credentials/team.cache", { token });
  expect(JSON.parse(status.text)).toMatchObject({ credential: { state: "stable", version: 1, verified: "yes" } });
  const { out } = await served.house.rotator("status team.cache --json");
  expect(fieldsOf(out)).toEqual(fieldsOf(status.text));
  expect(await served.send("GET /v1/credentials/team.cache/secret", { token })).toMatchObject({ status: 403 });
  const opens = await served.token("secret:team.cache");
  const revealed = await served.send("GET /v1/credentials/team.cache/secret", { token: opens });
  const { password } = served.house.emulator.account("cache-prod", "app");
  expect(JSON.parse(revealed.text)).toMatchObject({ secret: { current: { version: 1, value: password.reveal() } } });
  expect(served.io.out() + served.io.err() + out + status.text + put.text).not.toContain(password.reveal());
});

it("is not there where the operator's part does not say so", async () => {
  await using served = await openServed();
  served.house.edit("rekey.yaml", (text) => text.replace("http: { listen: 127.0.0.1:0 }\n", ""));
  expect(await served.stop()).toBe(0);
  const { io, ended } = served.house.begin("run");
  await io.printed("started");
  io.raise("SIGTERM");
  await ended;
  expect(io.out()).not.toContain("the API listens");
});

it("listens at a socket that its user and group alone may open", async () => {
  await using served = await openServed({ http: "http: { listen: unix:./rotator.sock }\n" });
  expect(served.url).toBe(`unix:${join(served.house.folder, "rotator.sock")}`);
  expect(statSync(join(served.house.folder, "rotator.sock")).mode & 0o777).toBe(0o660);
  expect(await served.send("GET /healthz")).toMatchObject({ status: 200 });
});

it("lets nobody in without a token, but to say that it is alive", async () => {
  await using served = await openServed();
  for (const path of ["/healthz", "/readyz"]) expect(await served.send(`GET ${path}`)).toMatchObject({ status: 200 });
  for (const path of ["/", "/metrics", "/v1/plan", "/v1/nothing", "/healthz/", "/v1/openapi.json"])
    expect([401, 400]).toContain((await served.send(`GET ${path}`)).status);
});

it("stops taking requests when the daemon stops", async () => {
  await using served = await openServed();
  expect(await served.stop()).toBe(0);
  await expect(served.send("GET /healthz")).rejects.toThrow(/ECONNREFUSED/);
});

it("takes requests that do not tell their length: a body in chunks, a DELETE without any; and cuts off one that goes on", async () => {
  await using served = await openServed();
  const authorization = `Bearer ${await served.token("declare:team.*")}`;
  const send = (method: string, body?: string) =>
    fetch(new URL("/v1/declarations/team.cache", served.url), {
      method,
      headers: { authorization, "content-type": "application/json" },
      ...(body !== undefined && { body: new Blob([body]).stream(), duplex: "half" }),
    });
  expect((await send("PUT", JSON.stringify(BODY))).status).toBe(201);
  expect((await send("PUT", " ".repeat(70_000))).status).toBe(413);
  expect((await send("DELETE")).status).toBe(200);
});

it("takes up a new certificate at SIGHUP, and says what takes a restart", async () => {
  const tls = "tls: { certificate: file:a.crt, key: file:a.key }";
  await using served = await openServed({
    http: `http: { listen: 127.0.0.1:0, ${tls} }\n`,
    files: { "a.crt": first.cert, "a.key": first.key },
  });
  expect(await served.send("GET /healthz", { ca: first.cert, servername: "localhost" })).toMatchObject({ status: 200 });
  served.house.edit("a.crt", () => second.cert);
  served.io.raise("SIGHUP");
  expect(served.io.out()).toContain("certificate and key of http.tls do not go together");
  served.house.edit("a.key", () => second.key);
  served.io.raise("SIGHUP");
  expect(await served.send("GET /healthz", { ca: second.cert, servername: "localhost" })).toMatchObject({
    status: 200,
  });
  served.house.edit("rekey.yaml", (text) => text.replace("listen: 127.0.0.1:0", "listen: 127.0.0.1:1"));
  served.io.raise("SIGHUP");
  expect(served.io.out()).toContain("http.listen changed, which takes a restart");
});
