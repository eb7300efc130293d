import { createServer } from "node:http";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fakeClock } from "../fake/clock.fixture.ts";
import { fakeDaemon } from "../fake/daemon.fixture.ts";
import { daemonAt } from "./daemon.ts";
import { exchange } from "./exchange.ts";
import { request } from "./request.ts";

const SENT = { method: "GET", headers: {}, body: undefined, signal: new AbortController().signal };

it("reaches a daemon that listens at a socket of the file system", async () => {
  const socket = join(mkdtempSync(join(tmpdir(), "socket-")), "a b.sock");
  const server = createServer((asked, answer) => answer.end(JSON.stringify({ declaration: asked.url })));
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  const url = new URL(`unix:${socket}`);
  const { text } = await exchange(url, { ...SENT, path: "/v1/declarations" });
  const { body } = await request({ method: "GET", path: ["x y"] }, { where: { url, token: "t" }, clock: fakeClock() });
  expect([text, body]).toEqual(['{"declaration":"/v1/declarations"}', { declaration: "/v1/x%20y" }]);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

it("asks again where the daemon is away or busy, as long as it says, and not for ever", async () => {
  await using fake = await fakeDaemon();
  const clock = fakeClock();
  const daemon = daemonAt(() => ({ url: new URL(fake.url), token: fake.token }), clock);
  fake.next.push("break", { status: 429, headers: { "retry-after": "2" } }, { status: 503 });
  await expect(daemon.find({ name: "cache" })).resolves.toBeUndefined();
  expect(clock.slept).toEqual([250, 2_000, 3_000]);
  const busy = { status: 503, body: { title: "the cloud cannot be asked", code: "ERR_UNAVAILABLE" } };
  fake.next.push(busy, busy, busy, busy);
  await expect(daemon.find({ name: "cache" })).rejects.toThrow("the cloud cannot be asked");
});

it("follows no redirect: the token is for this address alone", async () => {
  await using fake = await fakeDaemon();
  const daemon = daemonAt(() => ({ url: new URL(fake.url), token: fake.token }), fakeClock());
  fake.next.push({ status: 307, headers: { location: `${fake.url}/v1/declarations/other` } });
  await expect(daemon.find({ name: "cache" })).rejects.toThrow("status 307");
  expect(fake.asked).toEqual(["GET cache"]);
});
