import { virtualClock } from "@rekey/core/testing";
import { describe, expect, it } from "vitest";
import { ask } from "../client.fixture.ts";
import { PROJECT, small, start } from "../world.fixture.ts";
import { bearing, login, OLD, tokenOf, withAlice } from "./users.fixture.ts";

const wrong = { error: { code: 401, message: "The username or password is wrong.", title: "Unauthorized" } };

it("gives a token in a header, good for a day, to whoever has the password, signed or not", async () => {
  await using emulator = await withAlice();
  const got = await login(emulator);
  expect(got).toMatchObject({ status: 201, json: { token: { user: { name: "alice" }, domain: { name: "acme" } } } });
  expect(got.json).not.toHaveProperty("token.catalog");
  expect((await login(emulator, { query: "" })).json).toHaveProperty("token.catalog");
  const shown = await ask(emulator.endpoints.iam, "/v3/auth/domains", bearing(tokenOf(got)));
  expect(shown).toMatchObject({ status: 200, json: { domains: [{ name: "acme" }] } });
});

it("gives a token of a project where one is named, for the services of that project", async () => {
  await using emulator = await withAlice();
  const scoped = await login(emulator, { scope: { project: { name: "cn-north-4" } } });
  const shown = await ask(emulator.endpoints.dcs, `/v2/${PROJECT}/instances`, bearing(tokenOf(scoped)));
  expect(shown.status).toBe(200);
  expect((await login(emulator, { scope: { project: { id: "other" } } })).status).toBe(404);
});

it.for([
  ["a wrong password", { password: "canary-Wrong1" }],
  ["an unknown user", { user: "nobody" }],
  ["another account", { account: "other" }],
] as const)("refuses %s, each in the same words", async ([, change]) => {
  await using emulator = await withAlice();
  await expect(login(emulator, change)).resolves.toMatchObject({ status: 401, json: wrong });
});

it("locks a user after five wrong passwords in a quarter of an hour, for as long, even for the right one", async () => {
  const clock = virtualClock();
  await using emulator = await start(small({}, { iam: { users: [{ name: "alice", password: OLD }] } }), { clock });
  for (let miss = 0; miss < 5; miss++) await login(emulator, { password: "canary-Wrong1" });
  expect(emulator.iam.user("alice").isLocked).toBe(true);
  const locked = { error: { code: 401, message: "The account is locked.", title: "Unauthorized" } };
  await expect(login(emulator)).resolves.toMatchObject({ status: 401, json: locked });
  await clock.advance(15 * 60_000);
  await expect(login(emulator)).resolves.toMatchObject({ status: 201 });
});

it.for([
  ["disabled", { enabled: false }, 403, "IAM.0080"],
  ["for the console alone", { accessMode: "console" }, 403, "IAM.0081"],
] as const)("bars a user that is %s", async ([, change, status, code]) => {
  await using emulator = await withAlice(change);
  await expect(login(emulator)).resolves.toMatchObject({ status, json: { error_code: code } });
});

it("wants more than a password where a virtual MFA device guards a user", async () => {
  await using emulator = await withAlice({ loginProtection: "vmfa" });
  await expect(login(emulator)).resolves.toMatchObject({ status: 401 });
});

describe("a token", () => {
  it("ends after a day", async () => {
    const clock = virtualClock();
    await using emulator = await start(small({}, { iam: { users: [{ name: "alice", password: OLD }] } }), { clock });
    const token = bearing(tokenOf(await login(emulator)));
    const asked = () => ask(emulator.endpoints.iam, "/v3/auth/domains", token);
    await clock.advance(86_400_000 - 1);
    await expect(asked()).resolves.toMatchObject({ status: 200 });
    await clock.advance(1);
    await expect(asked()).resolves.toMatchObject({ status: 401, json: { error_code: "APIGW.0301" } });
  });

  it("ends with its user's password", async () => {
    await using emulator = await withAlice();
    const token = bearing(tokenOf(await login(emulator)));
    emulator.iam.setPassword("alice", "canary-New2");
    await expect(ask(emulator.endpoints.iam, "/v3/auth/domains", token)).resolves.toMatchObject({ status: 401 });
  });

  it("may do what its user may", async () => {
    await using emulator = await withAlice({ permissions: ["iam:projects:list"] });
    const token = bearing(tokenOf(await login(emulator)));
    await expect(ask(emulator.endpoints.iam, "/v3/projects", token)).resolves.toMatchObject({ status: 200 });
    const refused = { status: 403, json: { error_code: "IAM.0003" } };
    await expect(ask(emulator.endpoints.iam, "/v3/users", token)).resolves.toMatchObject(refused);
  });

  it("is nothing to STS", async () => {
    await using emulator = await withAlice();
    const token = bearing(tokenOf(await login(emulator)));
    await expect(ask(emulator.endpoints.sts, "/v5/caller-identity", token)).resolves.toMatchObject({ status: 401 });
  });
});

it.for([
  ["no body", undefined],
  ["another method", { auth: { identity: { methods: ["totp"], password: {} } } }],
  ["a field that is not documented", { auth: { identity: { methods: ["password"] }, extra: true } }],
])("refuses %s", async ([, body]) => {
  await using emulator = await withAlice();
  await expect(ask(emulator.endpoints.iam, "/v3/auth/tokens", { method: "POST", body })).resolves.toMatchObject({
    status: 400,
  });
});
