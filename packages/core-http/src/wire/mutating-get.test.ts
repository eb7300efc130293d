import type { Call } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { connectTo, failure, question } from "../cloud.fixture.ts";
import { raw, reply } from "./raw.fixture.ts";

/** A GET that changes something, as @rekey/iam sends it to Workspace: resetRandomPassword gives a user another password each time. */
const reset: Call = {
  service: "dcs",
  operation: "resetRandomPassword",
  method: "GET",
  path: "/v2/{project_id}/users/{user_id}/random-password",
  params: { user_id: "8a2c3f9579d240820179d51e6caf0001" },
  headers: { "Content-Type": "application/json", "Cache-Control": "no-store" },
  repeat: "never",
};

describe("a GET that changes something", () => {
  it("goes out once, on a connection that carried nothing before and carries nothing after", async () => {
    await using server = await raw((socket) => socket.write(reply(200, '{"password":"canary-xxcsafxxA%"}')));
    await using via = connectTo(server.origin);
    for (const call of [question, reset, question, reset]) await via.send(call);
    const resets = server.requests.filter(({ text }) => text.includes("random-password"));
    const questions = server.requests.filter(({ text }) => !text.includes("random-password"));
    expect(resets).toHaveLength(2);
    const used = new Set(questions.map(({ connection }) => connection));
    const own = resets.map(({ connection }) => connection);
    expect(new Set(own).size).toBe(2);
    expect(own.some((connection) => used.has(connection))).toBe(false);
  });

  it("says its media type though it has no body, forbids storing, and asks for no notice", async () => {
    await using server = await raw((socket) => socket.write(reply(200, "{}")));
    await using via = connectTo(server.origin);
    await via.send(reset);
    const text = server.requests[0]?.text ?? "";
    expect(text).toMatch(/^GET \/v2\/\w+\/users\/8a2c3f9579d240820179d51e6caf0001\/random-password HTTP\/1\.1\r\n/);
    expect(text).toMatch(/\r\ncontent-type: application\/json\r\n/i);
    expect(text).toMatch(/\r\ncache-control: no-store\r\n/i);
    expect(text).not.toMatch(/content-length: [1-9]|transfer-encoding|notification_type/i);
    expect(text.endsWith("\r\n\r\n")).toBe(true);
  });

  it.for([
    ["a connection that is reset", undefined],
    ["a gateway that is out of time", reply(504, "{}")],
    ["an unavailable service", reply(503, "{}", { "retry-after": "0" })],
    ["a redirection", reply(307, "", { location: "/elsewhere" })],
  ] as const)("is repeated by no layer after %s (law 3)", async ([, answer]) => {
    await using server = await raw((socket) =>
      answer === undefined ? socket.resetAndDestroy() : socket.write(answer),
    );
    await using via = connectTo(server.origin);
    await failure(via.send(reset), "ERR_OUTCOME_UNKNOWN");
    expect([server.connections, server.requests.length, via.clock.slept]).toEqual([1, 1, []]);
  });
});
