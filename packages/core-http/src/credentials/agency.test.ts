import { beforeEach, expect, it } from "vitest";
import { failure, quickClock, type QuickClock } from "../cloud.fixture.ts";
import type { Incoming } from "../wire/exchange.ts";
import { Agency } from "./agency.ts";
import type { Ask } from "./securitykey.ts";

const MINUTE_MS = 60_000;
type Answer = Incoming | undefined;
const said = (status: number, body = ""): Incoming => ({ status, body, headers: {} });

let clock: QuickClock;
let asked: string[];
let told: string[];
beforeEach(() => {
  [clock, asked, told] = [quickClock(), [], []];
});

/** Keys that last so long from now. */
const keys = (access: string, lastMs: number): Incoming => {
  const expires_at = new Date(clock.now().getTime() + lastMs).toISOString().replace("Z", "000Z");
  return said(
    200,
    JSON.stringify({ credential: { access, secret: "not-shown", securitytoken: "not-shown", expires_at } }),
  );
};

/** An agency whose metadata service answers so, token and keys apart. */
function agency(key: () => Answer, token: () => Answer = () => said(200, "t1")): Agency {
  const ask: Ask = async ({ method, path, headers }) => {
    asked.push(`${method} ${path} ${JSON.stringify(headers)}`);
    return method === "PUT" ? token() : key();
  };
  return new Agency({ ask, clock, told: (message) => told.push(message) });
}

const never = new AbortController().signal;

it("asks for a token and with it for keys, once for all who wait", async () => {
  const lent = agency(() => keys("A1", 6 * 60 * MINUTE_MS));
  const all = await Promise.all([lent.keys(never), lent.keys(never), lent.keys(never)]);
  expect(all.map((one) => "accessKey" in one && one.accessKey)).toEqual(["A1", "A1", "A1"]);
  expect(asked).toEqual([
    `PUT /meta-data/latest/api/token {"x-metadata-token-ttl-seconds":"21600"}`,
    `GET /openstack/latest/securitykey {"x-metadata-token":"t1"}`,
  ]);
});

it.for([404, 405])("goes on without a token where an older service answers %i", async (status) => {
  const lent = agency(
    () => keys("A1", MINUTE_MS),
    () => said(status),
  );
  await expect(lent.keys(never)).resolves.toMatchObject({ accessKey: "A1" });
  expect(asked[1]).toBe("GET /openstack/latest/securitykey {}");
});

it.for([
  ["40 minutes before the end", 6 * 60, 5 * 60 + 20],
  ["at half their life where that is shorter", 60, 30],
] as const)("renews keys %s", async ([, lastMinutes, renewMinutes]) => {
  let count = 0;
  const lent = agency(() => keys(`A${(count += 1)}`, lastMinutes * MINUTE_MS));
  await lent.keys(never);
  await clock.advance(renewMinutes * MINUTE_MS - 1);
  await expect(lent.keys(never)).resolves.toMatchObject({ accessKey: "A1" });
  await clock.advance(1);
  await expect(lent.keys(never)).resolves.toMatchObject({ accessKey: "A2" });
});

it("uses keys to their end where they cannot be renewed, asks once a minute, and says so", async () => {
  let answer: Answer = keys("A1", 60 * MINUTE_MS);
  const lent = agency(() => answer);
  await lent.keys(never);
  answer = said(500);
  await clock.advance(59 * MINUTE_MS);
  for (let turn = 0; turn < 3; turn += 1) await expect(lent.keys(never)).resolves.toMatchObject({ accessKey: "A1" });
  expect([asked.length, told.length]).toEqual([4, 1]);
  await clock.advance(MINUTE_MS);
  await failure(lent.keys(never), "ERR_UNAVAILABLE");
});

it("fetches a new token once where the first is refused", async () => {
  let turn = 0;
  const lent = agency(() => ((turn += 1) === 1 ? said(401) : keys("A1", MINUTE_MS)));
  await expect(lent.keys(never)).resolves.toMatchObject({ accessKey: "A1" });
  expect(asked).toHaveLength(4);
  await failure(agency(() => said(401)).keys(never), "ERR_UNAVAILABLE");
  expect(asked).toHaveLength(8);
});

it.for([
  ["nobody answers", undefined],
  ["there is no agency", said(401, "Please configure Cloud Service Agency first")],
  ["there is no such page", said(404)],
] as const)("has no keys where %s", async ([, answer]) => {
  await expect(agency(() => answer).keys(never)).resolves.toHaveProperty("absent");
});

it.for(["", "{}", `{"credential":{"access":"A1"}}`, "<html>"])(
  "fails for a while, and shows nothing, where the reply is %j",
  async (body) => {
    await failure(agency(() => said(200, body)).keys(never), "ERR_UNAVAILABLE");
  },
);

it("believes no keys that are over", async () => {
  await failure(agency(() => keys("A1", 0)).keys(never), "ERR_UNAVAILABLE");
});

it("lets go of who gives up, and finishes for the others", async () => {
  const gate = Promise.withResolvers<void>();
  const ask: Ask = async ({ method }) => {
    await gate.promise;
    return method === "PUT" ? said(200, "t1") : keys("A1", MINUTE_MS);
  };
  const lent = new Agency({ ask, clock, told: () => undefined });
  const caller = new AbortController();
  const [first, second] = [lent.keys(caller.signal), lent.keys(never)];
  caller.abort(new Error("enough"));
  await expect(first).rejects.toThrow("enough");
  gate.resolve();
  await expect(second).resolves.toMatchObject({ accessKey: "A1" });
});
