import { expect, it } from "vitest";
import { change, connectTo, failure, question, quickClock } from "./cloud.fixture.ts";
import { Rate } from "./rate.ts";
import { raw, reply } from "./wire/raw.fixture.ts";

const never = new AbortController().signal;

/** The instants at which so many turns come, in milliseconds; those that do not come say when to return. */
async function turns(count: number, pace?: { calls: number; perMs: number }) {
  const clock = quickClock();
  const rate = new Rate(clock, pace);
  const at: (number | string)[] = [];
  for (let n = 0; n < count; n++) {
    const error: unknown = await rate.turn(never).catch((thrown: unknown) => thrown);
    at.push(error === undefined ? clock.monotonicMs() : "later");
  }
  return at;
}

it("lets a pace's calls leave at once and the others at its pace (P5)", async () => {
  expect(await turns(6, { calls: 4, perMs: 1000 })).toEqual([0, 0, 0, 0, 250, 500]);
});

it("keeps to its pace however long it goes on (P5)", async () => {
  const at = (await turns(100, { calls: 5, perMs: 1000 })).map(Number);
  for (const from of at) expect(at.filter((ms) => ms >= from && ms < from + 1000).length).toBeLessThanOrEqual(9);
  expect(at.at(-1)).toBe(19_000);
});

it("keeps nobody waiting for a turn that is far off, and gives none away for it", async () => {
  const clock = quickClock();
  const rate = new Rate(clock, { calls: 1, perMs: 60_000 });
  await rate.turn(never);
  for (let n = 0; n < 3; n++)
    await expect(rate.turn(never)).rejects.toMatchObject({
      code: "ERR_UNAVAILABLE",
      details: { reason: "rate", againAt: new Date("2026-01-01T00:01:00Z") },
    });
  await clock.advance(60_000);
  await rate.turn(never);
});

it("holds nothing back that has no pace", async () => {
  expect(await turns(50)).toEqual(Array(50).fill(0));
});

it("leaves a gateway alone for as long as it asked, all calls of the connection alike", async () => {
  await using server = await raw(() => undefined);
  server.answer = (socket) =>
    socket.write(
      reply(429, `{"error_code":"APIG.0308","error_msg":"throttled"}`).replace("\r\n", "\r\nRetry-After: 90\r\n"),
    );
  await using via = connectTo(server.origin);
  await failure(via.send(change), "ERR_UNAVAILABLE");
  const held = await failure(via.send(question), "ERR_UNAVAILABLE");
  expect(held.details).toMatchObject({ reason: "rate", service: "dcs", operation: "listAclAccounts" });
  expect(held.againAt).toEqual(new Date("2026-01-01T00:01:30Z"));
  expect(server.requests).toHaveLength(1);
  await via.clock.advance(90_000);
  await failure(via.send(change), "ERR_UNAVAILABLE");
  expect(server.requests).toHaveLength(2);
});

it("counts every sending of a connection", async () => {
  await using server = await raw((socket) => socket.write(reply(200, "{}")));
  await using via = connectTo(server.origin, { rate: { calls: 2, perMs: 1000 } });
  for (let n = 0; n < 4; n++) await via.send(question);
  expect(via.clock.slept).toEqual([500, 500]);
});
