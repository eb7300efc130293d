import { describe, expect, it } from "vitest";
import { ask } from "../client.fixture.ts";
import type { Emulator } from "../emulator.ts";
import { bearing, login, OLD, tokenOf, withAlice } from "./users.fixture.ts";

const NEW = "canary-New-Passw0rd";
const pathOf = ({ iam }: Emulator) => `/v3.0/OS-USER/users/${iam.user("alice").id}`;
const set = (emulator: Emulator, user: object) =>
  ask(emulator.endpoints.iam, pathOf(emulator), { method: "PUT", body: { user } });

it("lists users, those of a name where it is given, and shows one with the times of its password", async () => {
  await using emulator = await withAlice({ passwordMadeAt: "2026-01-02T03:04:05Z" });
  const { iam } = emulator.endpoints;
  await expect(ask(iam, "/v3/users?name=alice")).resolves.toMatchObject({ json: { users: [{ name: "alice" }] } });
  await expect(ask(iam, "/v3/users?name=bob")).resolves.toMatchObject({ json: { users: [] } });
  await expect(ask(iam, pathOf(emulator))).resolves.toMatchObject({
    json: { user: { access_mode: "default", pwd_status: false, modify_pwd_time: "2026-01-02 03:04:05" } },
  });
  const gone = { status: 404, json: { error_code: "IAM.0004" } };
  await expect(ask(iam, "/v3.0/OS-USER/users/nobody")).resolves.toMatchObject(gone);
});

it("puts a password in force at once, and says so by its time", async () => {
  await using emulator = await withAlice({ passwordMadeAt: "2026-01-02T03:04:05Z" });
  await expect(set(emulator, { password: NEW, pwd_status: true })).resolves.toMatchObject({ status: 200 });
  await expect(login(emulator, { password: NEW })).resolves.toMatchObject({ status: 201 });
  await expect(login(emulator)).resolves.toMatchObject({ status: 401 });
  const shown = await ask(emulator.endpoints.iam, pathOf(emulator));
  expect(shown).toMatchObject({ json: { user: { pwd_status: true, pwd_create_time: "2026-01-02 03:04:05" } } });
  expect(shown.text).not.toContain('"modify_pwd_time":"2026-01-02 03:04:05"');
});

it("does the same by the older operation", async () => {
  await using emulator = await withAlice();
  const path = `/v3/users/${emulator.iam.user("alice").id}`;
  const got = await ask(emulator.endpoints.iam, path, { method: "PATCH", body: { user: { password: NEW } } });
  expect(got.status).toBe(200);
  expect(emulator.iam.user("alice").previous).toHaveLength(1);
});

describe("a new password", () => {
  it.for([
    ["that is in force", OLD, "1108"],
    ["that is too short", "aB1!", "1103"],
    ["of one class", "abcdefghijkl", "1103"],
    ["with a blank", "abc DEF 123", "1103"],
    ["that is too long", `aB1!${"x1".repeat(15)}`, "1103"],
  ] as const)("%s is refused", async ([, password, code]) => {
    await using emulator = await withAlice();
    await expect(set(emulator, { password })).resolves.toMatchObject({ status: 400, json: { error_code: code } });
  });

  it("keeps the account's policy", async () => {
    const passwordPolicy = { minimumLength: 10, classes: 3, longestRun: 2, recentDisallowed: 2 };
    await using emulator = await withAlice({}, { passwordPolicy });
    const statuses = [];
    for (const password of ["aB1aB1aB1", "aBaBaBaBaB", "aaaB1bcdefg", "aaB1bcdefg", "aaB1bcdefh", OLD])
      statuses.push((await set(emulator, { password })).status);
    expect(statuses).toEqual([400, 400, 400, 200, 200, 400]);
  });

  it("is never the user's name, either way round", async () => {
    await using emulator = await withAlice({ name: "Al1ce-bob" });
    const path = `/v3.0/OS-USER/users/${emulator.iam.user("Al1ce-bob").id}`;
    for (const password of ["al1ce-BOB", "bob-eC1la"]) {
      const got = await ask(emulator.endpoints.iam, path, { method: "PUT", body: { user: { password } } });
      expect(got.status).toBe(400);
    }
  });
});

it("lets a user change its own password with its own token alone, and its old password", async () => {
  await using emulator = await withAlice();
  const token = bearing(tokenOf(await login(emulator)));
  const path = `/v3/users/${emulator.iam.user("alice").id}/password`;
  const change = (original: string, sent: object) =>
    ask(emulator.endpoints.iam, path, {
      method: "POST",
      body: { user: { password: NEW, original_password: original } },
      ...sent,
    });
  await expect(change(OLD, {})).resolves.toMatchObject({ status: 403 });
  await expect(change("canary-Wrong1", token)).resolves.toMatchObject({ status: 401 });
  await expect(change(OLD, token)).resolves.toMatchObject({ status: 204 });
  await expect(change(NEW, token)).resolves.toMatchObject({ status: 401 });
});

it("says of a second factor that there is one, and of none that there is nothing", async () => {
  await using emulator = await withAlice({ loginProtection: "sms" });
  const path = `${pathOf(emulator)}/login-protect`;
  await expect(ask(emulator.endpoints.iam, path)).resolves.toMatchObject({
    json: { login_protect: { enabled: true, verification_method: "sms" } },
  });
  emulator.iam.change("alice", { loginProtection: undefined });
  await expect(ask(emulator.endpoints.iam, path)).resolves.toMatchObject({ status: 404 });
});

it.for([
  ["password", "minimum_password_length"],
  ["login", "login_failed_times"],
])("shows the %s policy to its own account alone", async ([policy, field]) => {
  await using emulator = await withAlice();
  const base = "/v3.0/OS-SECURITYPOLICY/domains";
  const own = await ask(emulator.endpoints.iam, `${base}/d78cbac186b744899480f25bd0200000/${policy}-policy`);
  expect(own).toMatchObject({ status: 200, json: { [`${policy}_policy`]: { [field as string]: expect.any(Number) } } });
  await expect(ask(emulator.endpoints.iam, `${base}/other/${policy}-policy`)).resolves.toMatchObject({ status: 403 });
});

it("forgets a user that somebody removed", async () => {
  await using emulator = await withAlice();
  const path = pathOf(emulator);
  emulator.iam.removeUser("alice");
  await expect(ask(emulator.endpoints.iam, path)).resolves.toMatchObject({ status: 404 });
  expect(() => emulator.iam.user("alice")).toThrow("no IAM user alice");
});
