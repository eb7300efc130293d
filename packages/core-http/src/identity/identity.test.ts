import { Secret, type Event } from "@rekey/core";
import { expect, it } from "vitest";
import { change, connectTo, failure, freshKeys, question } from "../cloud.fixture.ts";
import type { Keys } from "../keys.ts";
import { raw, reply, type Raw } from "../wire/raw.fixture.ts";

const MINUTE_MS = 60_000;
const refused = reply(401, `{"error_code":"APIGW.0301","error_msg":"verify aksk signature fail"}`);

/** A gateway that takes the signatures of this key alone. */
async function gateway(right: { now: string }): Promise<Raw> {
  const server = await raw(() => undefined);
  server.answer = (socket, nth) => {
    const text = server.requests[nth - 1]?.text ?? "";
    socket.write(text.includes(`Access=${right.now},`) ? reply(200, "{}") : refused);
  };
  return server;
}

it("two refused signatures open the circuit: nothing leaves until five minutes after the last", async () => {
  const [credentials, events] = [freshKeys(), [] as Event[]];
  await using server = await gateway({ now: "" });
  await using via = connectTo(server.origin, { credentials, name: "prod", report: (event) => events.push(event) });
  expect((await failure(via.send(change), "ERR_IDENTITY")).againAt).toBeUndefined();
  await via.clock.advance(MINUTE_MS);
  const second = await failure(via.send(question), "ERR_IDENTITY");
  expect(second.againAt).toEqual(new Date("2026-01-01T00:06:00Z"));
  await via.clock.advance(5 * MINUTE_MS - 1);
  const third = await failure(via.send(change), "ERR_IDENTITY");
  expect([third.againAt, third.details.reason, third.details.service]).toEqual([second.againAt, "circuit", "dcs"]);
  expect(server.requests).toHaveLength(2);
  expect(events).toMatchObject([{ name: "circuit.opened", connection: "prod", until: second.againAt }]);
});

it("after that one probe at a time goes out: a refusal keeps it open, a success closes it for all who wait", async () => {
  const [credentials, events, right] = [freshKeys(), [] as Event[], { now: "" }];
  await using server = await gateway(right);
  await using via = connectTo(server.origin, { credentials, report: (event) => events.push(event) });
  for (let turn = 0; turn < 2; turn += 1) await failure(via.send(change), "ERR_IDENTITY");
  await via.clock.advance(5 * MINUTE_MS);
  const probes = await Promise.allSettled(Array.from({ length: 8 }, () => via.send(change)));
  expect(probes.map(({ status }) => status)).toEqual(Array(8).fill("rejected"));
  expect(server.requests).toHaveLength(3);
  await via.clock.advance(5 * MINUTE_MS);
  right.now = credentials.accessKey;
  await Promise.all(Array.from({ length: 8 }, () => via.send(change)));
  expect(server.requests).toHaveLength(11);
  expect(events.map(({ name }) => name)).toEqual(["circuit.opened", "circuit.closed"]);
});

it("many calls at once, over several connections with one key, spend two refusals and no more", async () => {
  const credentials = freshKeys();
  await using server = await gateway({ now: "" });
  await using one = connectTo(server.origin, { credentials });
  await using other = connectTo(server.origin, { credentials: { ...credentials } });
  const calls = Array.from({ length: 20 }, (_, n) => (n % 2 ? one : other).send(n % 3 ? change : question));
  const ends = await Promise.allSettled(calls);
  expect(ends.every(({ status }) => status === "rejected")).toBe(true);
  expect(server.requests).toHaveLength(2);
});

it("refusals five minutes apart open nothing", async () => {
  await using server = await gateway({ now: "" });
  await using via = connectTo(server.origin, { credentials: freshKeys() });
  for (let turn = 1; turn <= 4; turn += 1) {
    await failure(via.send(change), "ERR_IDENTITY");
    expect(server.requests).toHaveLength(turn);
    await via.clock.advance(5 * MINUTE_MS);
  }
});

it("new keys begin anew at once, and so does another secret for the same id", async () => {
  let keys: Keys = freshKeys();
  const right = { now: "" };
  await using server = await gateway(right);
  await using via = connectTo(server.origin, { credentials: () => Promise.resolve(keys) });
  for (let turn = 0; turn < 3; turn += 1) await failure(via.send(change), "ERR_IDENTITY");
  expect(server.requests).toHaveLength(2);
  right.now = keys.accessKey;
  keys = { ...keys, secretKey: new Secret("canary-corrected") };
  await expect(via.send(change)).resolves.toMatchObject({ status: 200 });
});

it.for([
  ["a lost reply", "", "ERR_OUTCOME_UNKNOWN"],
  ["a failing gateway", reply(500), "ERR_OUTCOME_UNKNOWN"],
  ["a throttle", reply(429, `{"error_code":"APIG.0308"}`), "ERR_UNAVAILABLE"],
  ["a service's own refusal", reply(400, `{"error_code":"DCS.4026"}`), "ERR_OUTCOME_UNKNOWN"],
] as const)("%s counts for nothing against the key", async ([, answer, code]) => {
  await using server = await raw((socket) => socket.end(answer));
  await using via = connectTo(server.origin, { credentials: freshKeys() });
  for (let turn = 1; turn <= 4; turn += 1) await failure(via.send(change), code);
  expect(server.requests).toHaveLength(4);
});

it("a session's refused token is not the key's affair", async () => {
  await using server = await raw((socket) => socket.write(refused));
  await using via = connectTo(server.origin, { credentials: freshKeys() });
  const headers = { "X-Auth-Token": new Secret("canary-session") };
  for (let turn = 1; turn <= 4; turn += 1) await failure(via.send({ ...change, headers }), "ERR_IDENTITY");
  expect(server.requests).toHaveLength(4);
});

it("whoever gives up while waiting for a probe has sent nothing", async () => {
  const caller = new AbortController();
  await using server = await raw(() => undefined);
  await using via = connectTo(server.origin, { credentials: freshKeys() });
  const sent = [failure(via.send(change), "ERR_OUTCOME_UNKNOWN"), failure(via.send(change), "ERR_OUTCOME_UNKNOWN")];
  const third = failure(via.send({ ...change, signal: caller.signal }), "ERR_UNAVAILABLE");
  while (server.requests.length < 2) await server.next();
  caller.abort();
  expect((await third).cause).toMatchObject({ isWritten: false });
  await via.clock.advance(MINUTE_MS);
  await Promise.all(sent);
  expect(server.requests).toHaveLength(2);
});
