import { inspect } from "node:util";
import { Secret } from "@rekey/core";
import { expect, it } from "vitest";
import { change, connectTo, freshKeys, question } from "./cloud.fixture.ts";
import type { Seen } from "./seen.ts";
import { raw, reply } from "./wire/raw.fixture.ts";

const texts = (value: unknown): string => {
  const cause = value instanceof Error ? texts(value.cause) : "";
  return [
    inspect(value, { depth: 20, showHidden: true, getters: true }),
    JSON.stringify(value),
    String(value),
    value instanceof Error ? value.stack : "",
    cause,
  ].join("\n");
};

const canary = {
  body: { password: new Secret("canary-body"), nested: [{ again: new Secret("canary-nested") }] },
  headers: { "X-Own": new Secret("canary-header") },
  query: { q: "canary-query" },
};

it.for([
  ["a reply", reply(200, `{"password":"canary-reply"}`, { "X-Subject-Token": "canary-reply-header" })],
  [
    "a refusal that echoes everything",
    reply(400, `{"error_code":"DCS.1","error_msg":"canary-reply canary-body","request_id":"canary reply"}`, {
      "X-Own": "canary-reply",
    }),
  ],
  [
    "a refused signature that echoes the canonical request",
    reply(401, `{"error_code":"APIGW.0301","error_msg":"PUT|x-security-token:canary-token"}`),
  ],
  ["bytes that are no HTTP", "canary-reply canary-reply\r\n\r\n"],
  ["half a body", reply(200, "canary-reply", { "content-length": "100" })],
  ["a body too long", reply(200, `canary-reply${"x".repeat(2 ** 20)}`)],
  ["a reset", ""],
] as const)("%s, its error, the call and the connection show no secret in print (law 10)", async ([, answer]) => {
  const seen: Seen[] = [];
  await using server = await raw((socket) => socket.end(answer));
  const credentials = { ...freshKeys(), securityToken: new Secret("canary-token") };
  await using via = connectTo(server.origin, {
    credentials,
    observe: (one) => seen.push(one),
    environment: { HUAWEICLOUD_SDK_SK: "canary-environment" },
  });
  for (const call of [
    { ...change, ...canary },
    { ...question, headers: canary.headers, query: canary.query, repeat: "safe" } as const,
  ]) {
    const outcome = await via.send(call).catch((error: unknown) => error);
    const { query: _, ...printed } = call;
    const shown = [outcome, printed, via, seen].map(texts).join("\n");
    const authorization = /Signature=([0-9a-f]{64})/.exec(server.requests.at(-1)?.text ?? "")?.[1] ?? "none was sent";
    expect(server.requests.at(-1)?.text.includes("canary-query")).toBe(true);
    // Never the text itself: a failing comparison would print what leaked.
    expect(/canary-/.test(shown)).toBe(false);
    expect(shown.includes(authorization) || shown.includes(credentials.accessKey)).toBe(false);
  }
});

it("tells one line a sending, and a listener that throws loses nothing", async () => {
  const seen: Seen[] = [];
  await using server = await raw((socket, nth) =>
    socket.end(nth === 1 ? "" : reply(nth === 2 ? 503 : 200, "{}", { "X-Request-Id": `r${nth}` })),
  );
  const observe = (one: Seen) => {
    seen.push(one);
    throw new Error("a listener's own");
  };
  await using via = connectTo(server.origin, { observe });
  await via.send(question);
  const told = { what: "sending", service: "dcs", operation: "listAclAccounts", durationMs: 0 };
  expect(seen).toMatchObject([
    { ...told, class: "lost" },
    { ...told, class: "5xx", status: 503, requestId: "r2" },
    { ...told, class: "2xx", status: 200, requestId: "r3" },
  ]);
});
