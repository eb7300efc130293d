import { gzipSync } from "node:zlib";
import { hasCode } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { change, connectTo, failure, question } from "../cloud.fixture.ts";
import { raw, reply } from "../wire/raw.fixture.ts";

const html = { "content-type": "text/html" };
const page = (status: number, headers: object = {}) => reply(status, "<html>blocked", { ...html, ...headers });

describe("a refusal that is a web page: a proxy's, a portal's, a firewall's", () => {
  it.for([401, 403, 404, 407])("with %s proves nothing of a change (law 14)", async (status) => {
    await using server = await raw((socket) => socket.write(page(status)));
    await using via = connectTo(server.origin);
    const { details } = await failure(via.send(change), "ERR_OUTCOME_UNKNOWN");
    expect(details.status).toBeUndefined();
  });

  it.for([401, 403, 404, 407])("with %s is no refusal of a question, and no key's", async (status) => {
    await using server = await raw((socket) => socket.write(page(status)));
    await using via = connectTo(server.origin);
    const { message } = await failure(via.send(question), "ERR_UNAVAILABLE");
    expect(message).toContain(`a web page (${status})`);
    for (let times = 0; times < 3; times++)
      expect(await via.send(question).catch((error: unknown) => hasCode(error, "ERR_IDENTITY"))).toBe(false);
  });

  it("with a code of the service's in it is the service's all the same", async () => {
    await using server = await raw((socket) => socket.write(reply(401, '{"error_code":"APIG.0301"}', html)));
    await using via = connectTo(server.origin);
    await failure(via.send(question), "ERR_IDENTITY");
  });
});

describe("the service's time", () => {
  const yesterday = { date: "Mon, 01 Jan 2024 00:00:00 GMT" };

  it.for([
    ["a web page", page(403, yesterday)],
    ["what a cache kept", reply(200, "{}", { ...yesterday, age: "86400" })],
  ] as const)("is not read off %s (law 12)", async ([, answer]) => {
    await using server = await raw((socket) => socket.write(answer));
    await using via = connectTo(server.origin);
    await via.send(question).catch(() => undefined);
    expect(via.skewMs).toBe(0);
  });

  it("is read off everything else", async () => {
    await using server = await raw((socket) => socket.write(reply(200, "{}", yesterday)));
    await using via = connectTo(server.origin);
    await via.send(question);
    expect(Math.abs(via.skewMs)).toBeGreaterThan(86_400_000);
  });
});

describe("a reply that was packed unasked", () => {
  const secret = '{"credential":{"secret":"canary-packed"}}';
  const packed = (body: Buffer) =>
    Buffer.concat([
      Buffer.from(`HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${body.length}\r\n\r\n`),
      body,
    ]);

  it("is opened: what it holds may be nowhere else (law 2)", async () => {
    await using server = await raw((socket) => socket.write(packed(gzipSync(secret))));
    await using via = connectTo(server.origin);
    expect((await via.send(change)).body.reveal()).toBe(secret);
  });

  it.for([
    ["does not open", Buffer.from("canary-packed")],
    ["would be longer than a body may be", gzipSync("x".repeat(2 ** 21))],
  ] as const)("is of unknown outcome where it %s (law 14)", async ([, body]) => {
    await using server = await raw((socket) => socket.write(packed(body)));
    await using via = connectTo(server.origin);
    const { message } = await failure(via.send(change), "ERR_OUTCOME_UNKNOWN");
    expect(message).not.toContain("canary-");
  });
});
