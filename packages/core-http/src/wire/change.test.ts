import type { Socket } from "node:net";
import type { ErrorCode } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { change, connectTo, failure, question } from "../cloud.fixture.ts";
import { certificate, certificateKey } from "./certificate.fixture.ts";
import { nowhere, raw, reply } from "./raw.fixture.ts";

type Edge = readonly [what: string, answer: (socket: Socket) => void];

const edges: readonly Edge[] = [
  ["closes without a word", (socket) => socket.end()],
  ["resets", (socket) => socket.resetAndDestroy()],
  ["stops inside the headers", (socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-")],
  ["stops inside a body of known length", (socket) => socket.end(reply(200, "{}", { "content-length": "100" }))],
  [
    "stops inside a chunked body",
    (socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"a"'),
  ],
  [
    "resets inside a body",
    (socket) => socket.write(reply(200, "{}", { "content-length": "100" }), () => socket.resetAndDestroy()),
  ],
  ["speaks no HTTP", (socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n")],
  ["says 100 unasked", (socket) => socket.write("HTTP/1.1 100 Continue\r\n\r\n")],
  [
    "switches protocols unasked",
    (socket) => socket.write("HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n"),
  ],
  ["sends headers without end", (socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${"y".repeat(70_000)}`)],
  ["sends a body beyond the cap", (socket) => socket.write(reply(200, "x".repeat(2 ** 20 + 1)))],
  ["sends a body without end", (socket) => socket.write(`HTTP/1.1 200 OK\r\n\r\n${"x".repeat(2 ** 20 + 1)}`)],
  ["sends a web page", (socket) => socket.write(reply(200, "<html>", { "content-type": "text/html; charset=utf-8" }))],
];

describe("a server that has read a request and", () => {
  it.for(edges)("%s: a change is of unknown outcome and is never sent again (laws 3, 14)", async ([, answer]) => {
    await using server = await raw(answer);
    await using via = connectTo(server.origin);
    const { details, cause } = await failure(via.send(change), "ERR_OUTCOME_UNKNOWN");
    expect(details).toMatchObject({
      service: "dcs",
      operation: "resetAclAccountPassWord",
      requestId: expect.any(String),
    });
    expect(cause).toBeInstanceOf(Error);
    expect([server.connections, server.requests.length, via.clock.slept]).toEqual([1, 1, []]);
  });

  it.for(edges)(
    "%s: a question is asked again at most three times, and nothing has changed",
    async ([what, answer]) => {
      await using server = await raw(answer);
      await using via = connectTo(server.origin);
      await failure(via.send(question), "ERR_UNAVAILABLE");
      const isHopeless = /beyond the cap|without end|web page/.test(what) && !/headers/.test(what);
      expect(server.requests.length).toBe(isHopeless ? 1 : 4);
    },
  );
});

describe("a request that is never written", () => {
  const never: readonly (readonly [what: string, code: ErrorCode, endpoint: () => Promise<string>])[] = [
    ["nobody listens", "ERR_UNAVAILABLE", nowhere],
    ["TLS is spoken to plain HTTP", "ERR_UNAVAILABLE", async () => (await nowhere()).replace("http:", "https:")],
    ["the name has no address", "ERR_UNAVAILABLE", () => Promise.resolve("http://nobody.invalid:9")],
  ];

  it.for(never)("is no change where %s (law 14)", async ([, code, endpoint]) => {
    await using via = connectTo(await endpoint());
    const { cause } = await failure(via.send(change), code);
    expect(cause).toMatchObject({ isWritten: false, cause: expect.any(Error) });
  });

  it("is no change where nobody trusts the certificate, and is one where the operator does", async () => {
    await using server = await raw((socket) => socket.write(reply(200, "{}")), {
      cert: certificate,
      key: certificateKey,
    });
    const endpoint = `https://dcs.test:${server.port}`;
    await using wary = connectTo(endpoint, { hosts: { "dcs.test": "127.0.0.1" } });
    await failure(wary.send(change), "ERR_UNAVAILABLE");
    await using other = connectTo(`https://other.test:${server.port}`, {
      hosts: { "other.test": "127.0.0.1" },
      ca: certificate,
    });
    await failure(other.send(change), "ERR_UNAVAILABLE");
    expect(server.requests).toEqual([]);
    await using via = connectTo(endpoint, { hosts: { "DCS.test.": "127.0.0.1" }, ca: certificate });
    await expect(via.send(change)).resolves.toMatchObject({ status: 200 });
  });

  it("is no change where a handshake hangs until the deadline", async () => {
    await using server = await raw(() => undefined);
    await using via = connectTo(server.origin.replace("http:", "https:"));
    const sent = failure(via.send(change), "ERR_UNAVAILABLE");
    while (server.connections === 0) await new Promise(setImmediate);
    await via.clock.advance(60_000);
    expect((await sent).cause).toMatchObject({ isWritten: false });
  });
});

describe("the deadline", () => {
  it.for([
    ["says nothing", () => undefined],
    ["says its headers and no more", (socket: Socket) => socket.write(reply(200, "", { "content-length": "5" }))],
    ["says half its headers", (socket: Socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-")],
  ] as const)("ends a call to a server that %s", async ([, answer]) => {
    await using server = await raw(answer);
    await using via = connectTo(server.origin, { longestMs: 5_000 });
    const changed = failure(via.send(change), "ERR_OUTCOME_UNKNOWN");
    await server.next();
    const asked = failure(via.send(question), "ERR_UNAVAILABLE");
    await server.next();
    await via.clock.advance(5_000);
    await Promise.all([changed, asked]);
    expect(server.requests.length).toBe(2);
  });

  it("is a caller's signal too, and proves nothing sent when it comes first", async () => {
    await using server = await raw(() => undefined);
    await using via = connectTo(server.origin);
    await failure(via.send({ ...change, signal: AbortSignal.abort() }), "ERR_UNAVAILABLE");
    expect(server.connections).toBe(0);
    const caller = new AbortController();
    const sent = failure(via.send({ ...change, signal: caller.signal }), "ERR_OUTCOME_UNKNOWN");
    await server.next();
    caller.abort();
    await sent;
  });
});
