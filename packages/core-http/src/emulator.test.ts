import { after, json, Secret, type Call } from "@rekey/core";
import { virtualClock } from "@rekey/core/testing";
import { createEmulator } from "@rekey/emulator";
import { expect, it } from "vitest";
import { z } from "zod";
import { change, failure, freshKeys, question } from "./cloud.fixture.ts";
import { connect } from "./connect.ts";
import type { Keys } from "./keys.ts";
import type { ConnectOptions } from "./options.ts";

const { accessKey, secretKey } = freshKeys();
const temporary = { ...freshKeys(), securityToken: new Secret("canary-token") };

const clock = virtualClock();
const start = () =>
  createEmulator(
    {
      region: "cn-north-4",
      project: "0bec5db98280d2d02fd6c00c2de791ce",
      keys: [{ accessKey, secretKey }, temporary],
      instances: [
        { id: "i-1", name: "cache-prod", accounts: [{ id: "a-1", name: "app", password: new Secret("canary-Old-1") }] },
      ],
    },
    { clock, dataPlane: "small" },
  );

const open = (endpoints: ConnectOptions["endpoints"], options: Partial<ConnectOptions> = {}) =>
  connect({ region: "cn-north-4", endpoints, credentials: { accessKey, secretKey }, clock, ...options });

const params = { instance_id: "i-1", account_id: "a-1" };
const list: Call = { ...question, params: { instance_id: "i-1" }, query: { limit: 10, offset: 0, name: "é /?" } };

const holders: readonly (readonly [what: string, keys: Keys])[] = [
  ["lasting keys", { accessKey, secretKey }],
  ["temporary keys", temporary],
];

it.for(holders)(
  "another's verifier takes signatures of %s, from the bytes, for a project that was looked up",
  async ([, credentials]) => {
    await using emulator = await start();
    await using via = open(emulator.endpoints, { credentials });
    const reply = await via.send(list);
    const { accounts } = json(reply, z.object({ accounts: z.array(z.object({ account_name: z.string() })) }));
    expect(accounts.map((account) => account.account_name)).toContain("app");
    await via.send({ ...change, params, body: { new_password: new Secret("canary-New-2") } });
    expect(emulator.sends("resetAclAccountPassWord")).toBe(1);
    expect(emulator.sends("keystoneListProjects")).toBe(1);
  },
);

it("a wrong secret never locks the key for those who have the right one", async () => {
  await using emulator = await start();
  await using wrong = open(emulator.endpoints, {
    projectId: "p",
    credentials: { accessKey, secretKey: new Secret("canary-wrong") },
  });
  for (let turn = 0; turn < 20; turn += 1) await failure(wrong.send(list), "ERR_IDENTITY");
  expect(emulator.requests).toHaveLength(2);
  await using right = open(emulator.endpoints);
  await expect(right.send(list)).resolves.toMatchObject({ status: 200 });
});

it("a clock that is an hour slow is found out by the first question", async () => {
  await using emulator = await start();
  const slow = { ...clock, now: () => after(clock.now(), -3_600_000) };
  await using via = open(emulator.endpoints, { clock: slow, random: () => 0, credentials: temporary });
  const sent = via.send(list);
  while (emulator.requests.length < 1) await new Promise(setImmediate);
  while (via.skewMs === 0) await new Promise(setImmediate);
  await new Promise(setImmediate);
  await clock.advance(0);
  await expect(sent).resolves.toMatchObject({ status: 200 });
  expect(Math.abs(via.skewMs - 3_600_000)).toBeLessThan(1_000);
});
