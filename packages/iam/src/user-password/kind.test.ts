import { type Call, Secret, wire } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { cloud, DOMAIN_ID, refused, reply, shownUser, USER_ID } from "../cloud.fixture.ts";
import { userPassword } from "./kind.ts";

const account = { user: USER_ID };
const next = new Secret("canary-kind-1");
const world = (its: { user?: object; answers?: object } = {}) =>
  cloud({
    showUser: { user: { ...shownUser, ...its.user } },
    showDomainPasswordPolicy: { password_policy: { minimum_password_length: 8, maximum_password_length: 32 } },
    showUserLoginProtect: (call: Call) => refused(call, 404, "IAM.0004"),
    keystoneListAuthDomains: { domains: [{ id: DOMAIN_ID, name: "IAMDomain", enabled: true }] },
    keystoneCreateUserTokenByPassword: reply({ token: {} }, { "x-subject-token": new Secret("canary-token") }, 201),
    updateUser: { user: shownUser },
    ...its.answers,
  });
const operations = ({ calls }: ReturnType<typeof world>) => calls.map(({ operation }) => operation);

it("says whose password it is, and keeps to one change a user", () => {
  expect(userPassword.identity(account)).toBe(`iam:${USER_ID}/password`);
  expect(userPassword.lane?.(account)).toBe(`iam:${USER_ID}`);
});

describe("set", () => {
  it("sends one change, that need not be repeated at the next login", async () => {
    const connection = world();
    await userPassword.set(account, next, connection);
    expect(operations(connection)).toEqual(["updateUser"]);
    expect(JSON.parse(wire(connection.calls[0]?.body ?? {}))).toEqual({
      user: { password: next.reveal(), pwd_status: false },
    });
  });

  it("takes `the same as before` for set, and no other refusal", async () => {
    const answering = (code: string) => world({ answers: { updateUser: (call: Call) => refused(call, 400, code) } });
    await expect(userPassword.set(account, next, answering("1108"))).resolves.toBeUndefined();
    await expect(userPassword.set(account, next, answering("1103"))).rejects.toMatchObject({ code: "ERR_REFUSED" });
  });
});

it.for([
  [{ enabled: false }, "disabled"],
  [{ is_domain_owner: true }, "account's own user"],
] as const)("refuses before anything is sent: %o", async ([user, words]) => {
  const connection = world({ user });
  const refusal = { code: "ERR_DECLARATION", message: expect.stringContaining(words) };
  await expect(userPassword.before?.(account, connection)).rejects.toMatchObject(refusal);
  expect(connection.calls.every(({ repeat }) => repeat === "safe")).toBe(true);
});

describe("check", () => {
  it("asks for a token as the user, once", async () => {
    const connection = world();
    await expect(userPassword.check?.(account, next, connection)).resolves.toBe("accepted");
    expect(connection.calls.filter(({ repeat }) => repeat === "never")).toMatchObject([
      { body: { auth: { identity: { password: { user: { name: "autotest1", domain: { name: "IAMDomain" } } } } } } },
    ]);
  });

  it.for([
    ["401", 401, "refused"],
    ["IAM.0062", 401, "refused"],
  ] as const)("reads %s as a wrong password", async ([code, status, answer]) => {
    const connection = world({
      answers: { keystoneCreateUserTokenByPassword: (call: Call) => refused(call, status, code) },
    });
    await expect(userPassword.check?.(account, next, connection)).resolves.toBe(answer);
  });

  it.for([
    ["IAM.0061", 401, "ERR_UNAVAILABLE"],
    ["IAM.0080", 403, "ERR_DECLARATION"],
    ["IAM.0006", 500, "ERR_UNAVAILABLE"],
  ] as const)("makes no answer of %s", async ([code, status, error]) => {
    const connection = world({
      answers: { keystoneCreateUserTokenByPassword: (call: Call) => refused(call, status, code) },
    });
    await expect(userPassword.check?.(account, next, connection)).rejects.toMatchObject({ code: error });
  });

  it("tries by telephone and mail codes what they do not guard", async () => {
    const protection = { login_protect: { user_id: USER_ID, enabled: true, verification_method: "sms" } };
    const connection = world({ answers: { showUserLoginProtect: protection } });
    await expect(userPassword.check?.(account, next, connection)).resolves.toBe("accepted");
  });
});

it("leaves it to a login, where there is one, whose change it was", async () => {
  const before = { passwordMadeAt: "2020-07-08T02:19:03.000Z", passwordChangedAt: "2025-01-01T00:00:00.000Z" };
  await expect(userPassword.landed?.(account, before, world())).resolves.toBe("unclear");
  await expect(userPassword.landed?.(account, before, world({ user: { access_mode: "console" } }))).resolves.toBe(
    "yes",
  );
});

it("tells consumers who logs in, and where", async () => {
  await expect(userPassword.facts?.(account, world())).resolves.toEqual({
    user: "autotest1",
    userId: USER_ID,
    account: "IAMDomain",
    accountId: DOMAIN_ID,
  });
});

it("refuses a user of another account", async () => {
  const connection = world({ user: { domain_id: "elsewhere" } });
  await expect(userPassword.facts?.(account, connection)).rejects.toMatchObject({ code: "ERR_DECLARATION" });
});
