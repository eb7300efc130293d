import { mkdtempSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectSecurely } from "node:tls";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { declaring, openScene } from "../ground.fixture.ts";
import { first, second } from "./certificates.fixture.ts";
import { listenAt, type Listening } from "./listen.ts";
import { listenerOf } from "./listener.ts";

const LOOPBACK = { host: "127.0.0.1", port: 0 };

/** The API of a scene at a free port. */
function open(limits?: object): Promise<Listening> {
  return listenAt(LOOPBACK, { listener: listenerOf(openScene().app), limits });
}

function dial({ url }: Listening): Socket {
  return connect(Number(new URL(url).port), "127.0.0.1");
}

/** Writes something, and reads what comes until the other end closes. */
async function said(listening: Listening, written: string): Promise<string> {
  const socket = dial(listening);
  socket.write(written);
  return text(socket);
}

function raw(line: string, ...headers: readonly string[]): string {
  const all = ["Host: rekey", "Authorization: Bearer declare read", "Connection: close", ...headers];
  return `${line} HTTP/1.1\r\n${all.join("\r\n")}\r\n\r\n`;
}

it.for([
  "/v1/declarations/../credentials/cache",
  "/v1/declarations/%2e%2e/credentials/cache",
  "/v1/declarations/a%2fb",
  "/v1/declarations/a%00b",
  "//v1/declarations",
  "/v1/./declarations",
])("refuses the path %s before anything looks at it", async (path) => {
  const listening = await open();
  const answer = await said(listening, raw(`GET ${path}`));
  expect(answer).toMatch(/^HTTP\/1\.1 400 [^]*"code":"ERR_DECLARATION","changed":"no"/);
  await listening.close();
});

it("refuses a path that is too long", async () => {
  const listening = await open();
  expect(await said(listening, raw(`GET /v1/declarations/${"a".repeat(5_000)}`))).toMatch(/^HTTP\/1\.1 414 /);
  expect(await said(listening, raw(`GET /v1/declarations/${"a".repeat(20_000)}`))).toMatch(/^HTTP\/1\.1 431 /);
  await listening.close();
});

it("refuses a body that is too large, as it comes, whatever it says of its length", async () => {
  const listening = await open();
  const type = "Content-Type: application/json";
  const length = raw("PUT /v1/declarations/cache", type, "Content-Length: 1000000");
  expect(await said(listening, `${length}${"x".repeat(1_000)}`)).toMatch(/^HTTP\/1\.1 413 [^]*larger than 65536 bytes/);
  const chunk = `${(70_000).toString(16)}\r\n${"x".repeat(70_000)}\r\n`;
  const chunked = raw("PUT /v1/declarations/cache", type, "Transfer-Encoding: chunked");
  expect(await said(listening, `${chunked}${chunk}0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 413 /);
  await listening.close();
});

it("takes a declaration that comes in pieces", async () => {
  const listening = await open();
  const body = JSON.stringify(declaring());
  const head = raw("PUT /v1/declarations/cache", "Content-Type: application/json", `Content-Length: ${body.length}`);
  const socket = dial(listening);
  for (const piece of [head.slice(0, 40), head.slice(40), body.slice(0, 10), body.slice(10)]) {
    socket.write(piece);
    await new Promise(setImmediate);
  }
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 201 /);
  await listening.close();
});

it("cuts off whoever trickles headers, or a body", async () => {
  const limits = { headersTimeout: 60, requestTimeout: 120, connectionsCheckingInterval: 20 };
  const listening = await open(limits);
  expect(await said(listening, "GET /healthz HTTP/1.1\r\nHost: rekey\r\nX-Slow:")).toMatch(/^HTTP\/1\.1 408 /);
  const type = "Content-Type: application/json";
  const half = `${raw("PUT /v1/declarations/cache", type, "Content-Length: 100")}{`;
  expect(await said(listening, half)).toMatch(/^HTTP\/1\.1 408 /);
  await listening.close();
});

it("closes what is idle when it stops, and lets go of its port", async () => {
  const listening = await open();
  const socket = dial(listening);
  socket.write("GET /healthz HTTP/1.1\r\nHost: rekey\r\n\r\n");
  await once(socket, "data");
  const closed = once(socket, "close");
  await listening.close();
  await closed;
  const again = await listenAt(
    { host: "127.0.0.1", port: Number(new URL(listening.url).port) },
    { listener: () => {} },
  );
  await again.close();
});

it("takes over a socket that was left behind, and no other file", async () => {
  const folder = mkdtempSync(join(tmpdir(), "socket-"));
  const path = join(folder, "rotator.sock");
  const left = await listenAt({ socket: path }, { listener: () => {} });
  const taken = await listenAt({ socket: path }, { listener: () => {} });
  expect(taken.url).toBe(`unix:${path}`);
  await Promise.all([left.close(), taken.close()]);
  const file = join(folder, "precious");
  writeFileSync(file, "");
  await expect(listenAt({ socket: file }, { listener: () => {} })).rejects.toThrow("is there already and is no socket");
});

it("says which address it cannot have", async () => {
  const listening = await open();
  const port = Number(new URL(listening.url).port);
  await expect(listenAt({ host: "127.0.0.1", port }, { listener: () => {} })).rejects.toThrow(
    `the API cannot listen at 127.0.0.1:${port}: the port is taken`,
  );
  await listening.close();
});

it("speaks TLS where it has a certificate, and takes a new one for who comes next", async () => {
  const listening = await listenAt(LOOPBACK, { listener: listenerOf(openScene().app), certificate: first });
  expect(listening.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  expect(await nameAt(listening, first.cert)).toBe("rekey first");
  listening.renew(second);
  expect(await nameAt(listening, second.cert)).toBe("rekey second");
  expect(await said(listening, raw("GET /healthz")).catch(() => "")).not.toContain("200");
  await listening.close();
});

/** The common name that a server shows to whoever trusts that certificate. */
async function nameAt({ url }: Listening, ca: string): Promise<unknown> {
  const socket = connectSecurely({ host: "127.0.0.1", port: Number(new URL(url).port), ca });
  await once(socket, "secureConnect");
  const { subject } = socket.getPeerCertificate();
  socket.destroy();
  return subject.CN;
}
