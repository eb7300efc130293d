import { expect, it } from "vitest";
import { change, connectTo, failure, question } from "./cloud.fixture.ts";
import { raw, reply } from "./wire/raw.fixture.ts";

const requestIdOf = (text: string) => /^x-request-id: (.+)\r$/m.exec(text)?.[1];
const dateOf = (text: string) => /^x-sdk-date: (.+)\r$/m.exec(text)?.[1];

it.for([429, 500, 502, 503, 504])(
  "a question is asked again after a %i, with a new request id each time",
  async (status) => {
    await using server = await raw((socket, nth) => socket.write(nth < 3 ? reply(status) : reply(200, "{}")));
    await using via = connectTo(server.origin, { random: () => 0.5 });
    await expect(via.send(question)).resolves.toMatchObject({ status: 200 });
    expect(via.clock.slept).toEqual([125, 250]);
    expect(new Set(server.requests.map(({ text }) => requestIdOf(text))).size).toBe(3);
  },
);

it.for([400, 403, 404, 409])("a question is not asked again after a %i", async (status) => {
  await using server = await raw((socket) => socket.write(reply(status)));
  await using via = connectTo(server.origin);
  await failure(via.send(question), "ERR_REFUSED");
  expect(server.requests).toHaveLength(1);
});

it("waits as long as Retry-After says, and signs anew for the time after", async () => {
  await using server = await raw((socket, nth) =>
    socket.write(nth === 1 ? reply(429, "", { "Retry-After": "20" }) : reply(200)),
  );
  await using via = connectTo(server.origin);
  await via.send(question);
  expect(via.clock.slept).toEqual([20_000]);
  expect(server.requests.map(({ text }) => dateOf(text))).toEqual(["20260101T000000Z", "20260101T000020Z"]);
});

it("comes back later by itself where Retry-After goes beyond the deadline", async () => {
  await using server = await raw((socket) =>
    socket.write(reply(503, "", { "Retry-After": "Thu, 01 Jan 2026 00:02:00 GMT" })),
  );
  await using via = connectTo(server.origin);
  const { againAt } = await failure(via.send(question), "ERR_UNAVAILABLE");
  expect(againAt).toEqual(new Date("2026-01-01T00:02:00Z"));
  expect(server.requests).toHaveLength(1);
});

it("stops at the deadline of the whole call", async () => {
  await using server = await raw((socket) => socket.write(reply(503, "", { "Retry-After": "25" })));
  await using via = connectTo(server.origin, { repeats: 100 });
  await failure(via.send(question), "ERR_UNAVAILABLE");
  expect(via.clock.slept).toEqual([25_000, 25_000]);
});

it("stops when the caller gives up between two sendings", async () => {
  const caller = new AbortController();
  await using server = await raw((socket) => socket.write(reply(503), () => caller.abort()));
  await using via = connectTo(server.origin);
  await failure(via.send({ ...question, signal: caller.signal }), "ERR_UNAVAILABLE");
  expect(server.requests).toHaveLength(1);
});

it("repeats no change, even where the gateway turned it away", async () => {
  await using server = await raw((socket) => socket.write(reply(429, "", { "Retry-After": "1" })));
  await using via = connectTo(server.origin);
  const { againAt, details } = await failure(via.send(change), "ERR_UNAVAILABLE");
  expect([againAt, details.reason]).toEqual([new Date("2026-01-01T00:00:01Z"), "rate"]);
  expect(server.requests).toHaveLength(1);
});

it("leaves a busy state of the service's own to the engine", async () => {
  await using server = await raw((socket) => socket.write(reply(400, `{"error_code":"DCS.4026"}`)));
  await using via = connectTo(server.origin);
  const classify = () => ({ code: "ERR_UNAVAILABLE", afterMs: 30_000 }) as const;
  const { againAt } = await failure(via.send({ ...question, classify }), "ERR_UNAVAILABLE");
  expect(againAt).toEqual(new Date("2026-01-01T00:00:30Z"));
  expect(server.requests).toHaveLength(1);
});
