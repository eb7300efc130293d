import { Secret } from "@rekey/core";
import { expect, it } from "vitest";
import { change, connectTo, failure, freshKeys, question } from "../cloud.fixture.ts";
import { sign } from "../sign/sign.ts";
import { raw, reply } from "../wire/raw.fixture.ts";

const answered = () => raw((socket) => socket.write(reply(200, "{}")));

/** Headers of a request, by name, and its first line. */
function headOf(text = ""): { first: string; headers: Record<string, string>; body: string } {
  const [head = "", body = ""] = text.split("\r\n\r\n");
  const [first = "", ...lines] = head.split("\r\n");
  return { first, body, headers: Object.fromEntries(lines.map((line) => line.split(/: (.*)/s).slice(0, 2))) };
}

it("is signed with temporary keys, project and content type, as the wire carries it", async () => {
  await using server = await answered();
  const keys = { ...freshKeys(), securityToken: new Secret("canary-token") };
  await using via = connectTo(server.origin, { credentials: keys });
  await via.send({ ...change, query: { b: "2", a: "x y" } });
  const { first, headers, body } = headOf(server.requests[0]?.text);
  const path = "/v2/p1/instances/i1/accounts/a1/password/reset";
  expect(first).toBe(`PUT ${path}?a=x%20y&b=2 HTTP/1.1`);
  const names = ["host", "content-type", "x-sdk-date", "x-project-id", "x-security-token"];
  const signed = Object.fromEntries(names.map((name) => [name, headers[name] ?? "missing"]));
  expect(
    headers["authorization"] === sign({ method: "PUT", path, query: "a=x%20y&b=2", headers: signed, body }, keys),
  ).toBe(true);
  expect(signed).toMatchObject({
    host: `127.0.0.1:${server.port}`,
    "content-type": "application/json",
    "x-sdk-date": "20260101T000000Z",
    "x-project-id": "p1",
  });
  expect(headers["accept-encoding"]).toBe("identity");
  expect(headers["x-request-id"]).toMatch(/^[\da-f-]{36}$/);
});

it("goes to the operator's own endpoint, behind its path", async () => {
  await using server = await answered();
  await using via = connectTo(server.origin, { endpoints: { dcs: `${server.origin}/clouds/one/` } });
  await via.send(question);
  expect(headOf(server.requests[0]?.text).first).toBe("GET /clouds/one/v2/p1/instances/i1/accounts?limit=10 HTTP/1.1");
});

it("carries a session's token in place of a signature, and needs no key then", async () => {
  await using server = await answered();
  await using via = connectTo(server.origin, { credentials: () => Promise.reject(new Error("asked")) });
  await via.send({ ...question, headers: { "X-Auth-Token": new Secret("canary-session") } });
  await using none = connectTo(server.origin, { credentials: "none" });
  await none.send(change);
  for (const { text } of server.requests) expect(headOf(text).headers).not.toHaveProperty("authorization");
});

it("says nothing of a project where the path has none", async () => {
  await using server = await answered();
  await using via = connectTo(server.origin);
  await via.send({ ...question, path: "/v3/users", params: {} });
  expect(headOf(server.requests[0]?.text).headers).not.toHaveProperty("x-project-id");
});

it.for([
  ["a header that is ours to say", { headers: { Host: "elsewhere" } }],
  ["a header that would begin another", { headers: { "x-a": "b\r\nx-c: d" } }],
  ["a header's name that is none", { headers: { "x a": "b" } }],
  ["a header in no alphabet of HTTP", { headers: { "x-a": new Secret("\u{1f511}") } }],
  ["a service that would be another host", { service: "dcs.evil.example/" }],
  ["an id that is a way out", { params: { instance_id: ".." } }],
] as const)("is not sent with %s", async ([, wrong]) => {
  await using server = await answered();
  await using via = connectTo(server.origin);
  const { details } = await failure(via.send({ ...question, ...wrong }), "ERR_DECLARATION");
  expect(details.operation).toBe("listAclAccounts");
  expect(server.connections).toBe(0);
});
