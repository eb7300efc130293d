import { type Event } from "@rekey/core";
import { virtualClock } from "@rekey/core/testing";
import { expect, it } from "vitest";
import { change, connectTo, failure, question } from "./cloud.fixture.ts";
import { Skew } from "./skew.ts";
import { raw, reply } from "./wire/raw.fixture.ts";

const dateOf = (text = "") => /^x-sdk-date: (.+)\r$/m.exec(text)?.[1];
const dated = (iso: string) => ({ Date: new Date(iso).toUTCString() });

it("signs by the service's clock once a reply has shown it", async () => {
  await using server = await raw((socket) => socket.write(reply(200, "{}", dated("2026-01-01T00:10:00Z"))));
  await using via = connectTo(server.origin);
  expect(via.skewMs).toBe(0);
  await via.send(change);
  expect(via.skewMs).toBe(600_000);
  await via.send(change);
  expect(server.requests.map(({ text }) => dateOf(text))).toEqual(["20260101T000000Z", "20260101T001000Z"]);
});

it("asks a question again at once where a signature was of the wrong time, and reports a clock that is far off once", async () => {
  const events: Event[] = [];
  await using server = await raw((socket, nth) => {
    const headers = dated("2025-12-31T23:40:00Z");
    socket.write(nth === 1 ? reply(401, `{"error_code":"APIGW.0301"}`, headers) : reply(200, "{}", headers));
  });
  await using via = connectTo(server.origin, { name: "prod", report: (event) => events.push(event) });
  await via.send(question);
  await via.send(question);
  expect(dateOf(server.requests[1]?.text)).toBe("20251231T234000Z");
  expect(events).toMatchObject([
    { name: "clock.jumped", connection: "prod", message: expect.stringContaining("20 minutes ahead of") },
  ]);
});

it("sends no change again for a wrong time", async () => {
  await using server = await raw((socket) => socket.write(reply(401, "", dated("2026-01-01T01:00:00Z"))));
  await using via = connectTo(server.origin);
  await failure(via.send(change), "ERR_IDENTITY");
  expect(server.requests).toHaveLength(1);
});

it("takes the median of the last three dates, and seconds for no difference", () => {
  const clock = virtualClock();
  const skew = new Skew(clock, () => undefined);
  const note = (ms: number) => skew.note(new Date(clock.now().getTime() + ms).toUTCString(), clock.now());
  for (const [ms, expected] of [
    [4_000, 0],
    [-4_000, 0],
    [90_000, 0],
    [90_000, 90_000],
    [7_200_000, 90_000],
    [0, 90_000],
    [0, 0],
  ] as const) {
    note(ms);
    expect(skew.ms).toBe(expected);
  }
});

it.for([undefined, "", "yesterday"])("learns nothing from the date %j", (date) => {
  const skew = new Skew(virtualClock(), () => undefined);
  skew.note(date, new Date(0));
  expect(skew.ms).toBe(0);
});
