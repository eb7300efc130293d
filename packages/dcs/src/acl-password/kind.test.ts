import { CredentialError, Secret, wire } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { ACCOUNT_ID, cloud, defaultAccount, INSTANCE_ID, listedAccount, shownInstance } from "../cloud.fixture.ts";
import { answering, freePort } from "../login/redis.fixture.ts";
import { aclPassword } from "./kind.ts";

const account = { instance: INSTANCE_ID, user: "app" };
const next = new Secret("canary-kind-1");
const world = (its: { instance?: object; account?: object } = {}) =>
  cloud({
    showInstance: { ...shownInstance, ...its.instance },
    listAclAccounts: { accounts: [defaultAccount, { ...listedAccount, ...its.account }] },
    resetAclAccountPassWord: { code: "1" },
  });

describe("whose password it is", () => {
  it("says the instance's id and the user, and keeps to one change an instance", () => {
    expect(aclPassword.identity(account)).toBe(`dcs:${INSTANCE_ID}/app`);
    expect(aclPassword.lane?.({ ...account, user: "other" })).toBe(aclPassword.lane?.(account));
  });

  it("is found by the instance's name", async () => {
    const connection = cloud({ listInstances: { instances: [shownInstance] } });
    const named = { instance: "cache-prod", user: "app", login: "two-argument" } as const;
    await expect(aclPassword.locate?.(named, connection)).resolves.toEqual({ ...named, instance: INSTANCE_ID });
  });
});

describe("set", () => {
  it("sends one reset as its last call, with the new password and no old one", async () => {
    const connection = world();
    await aclPassword.set(account, next, connection);
    expect(connection.calls.map(({ operation, repeat }) => [operation, repeat])).toEqual([
      ["listAclAccounts", "safe"],
      ["resetAclAccountPassWord", "never"],
    ]);
    const { params, body = {} } = connection.calls[1] ?? {};
    expect(params).toEqual({ instance_id: INSTANCE_ID, account_id: ACCOUNT_ID });
    expect(JSON.parse(wire(body))).toEqual({ new_password: next.reveal() });
  });

  it.for([
    ["an account that is gone", { account_name: "other" }, "ERR_DECLARATION"],
    ["the default user", { account_type: "default" }, "ERR_DECLARATION"],
    ["an account that is being deleted", { status: "DELETING" }, "ERR_DECLARATION"],
    ["an account that is being changed", { status: "UPDATING" }, "ERR_UNAVAILABLE"],
  ] as const)("sends no reset for %s", async ([, its, code]) => {
    const connection = world({ account: its });
    await expect(aclPassword.set(account, next, connection)).rejects.toMatchObject({ code });
    expect(connection.calls.map(({ operation }) => operation)).toEqual(["listAclAccounts"]);
  });

  it("names the accounts that there are where there is no such one", async () => {
    const asked = aclPassword.set({ ...account, user: "nobody" }, next, world());
    await expect(asked).rejects.toMatchObject({ details: { remedy: "write another as `account.user`: app" } });
  });
});

describe("before", () => {
  it("lets an instance pass that can take the change, and says nothing to its Redis", async () => {
    await using redis = await answering("+OK");
    const connection = world({ instance: { domain_name: null, ip: "127.0.0.1", port: redis.port } });
    await expect(aclPassword.before?.(account, connection)).resolves.toEqual({});
    expect([redis.connections(), redis.received()]).toEqual([1, ""]);
  });

  it("refuses an instance whose logins nobody could try: the new password would be in force and delivered to nobody", async () => {
    const instance = { domain_name: null, ip: "127.0.0.1", port: await freePort() };
    await expect(aclPassword.before?.(account, world({ instance }))).rejects.toMatchObject({
      code: "ERR_UNAVAILABLE",
      message: expect.stringContaining("ECONNREFUSED"),
    });
    const outside = new CredentialError("ERR_DECLARATION", "outside the connection's reach");
    const connection = { ...world({ instance }), reach: () => Promise.reject(outside) };
    await expect(aclPassword.before?.(account, connection)).rejects.toBe(outside);
  });

  it.for([
    [{ instance: { status: "RESTARTING" } }, "ERR_UNAVAILABLE"],
    [{ instance: { status: "SOMETHING" } }, "ERR_UNAVAILABLE"],
    [{ instance: { status: "CREATEFAILED" } }, "ERR_DECLARATION"],
    [{ instance: { no_password_access: "true" } }, "ERR_DECLARATION"],
    [{ account: { status: "UPDATING" } }, "ERR_UNAVAILABLE"],
    [{ account: { account_name: "other" } }, "ERR_DECLARATION"],
  ] as const)("refuses %o", async ([its, code]) => {
    await expect(aclPassword.before?.(account, world(its))).rejects.toMatchObject({ code });
  });
});

describe("ready", () => {
  it.for([
    ["AVAILABLE", true],
    ["UPDATING", false],
    ["CREATING", false],
    ["SOMETHING", false],
    // The change is over, and only a login can say how it ended.
    ["ERROR", true],
  ] as const)("calls an account that is %s ready: %s", async ([status, isReady]) => {
    await expect(aclPassword.ready?.(account, world({ account: { status } }))).resolves.toBe(isReady);
  });

  it("says that the account is gone", async () => {
    const asked = aclPassword.ready?.(account, world({ account: { status: "DELETED" } }));
    await expect(asked).rejects.toMatchObject({ code: "ERR_DECLARATION" });
  });
});

describe("check", () => {
  it.for([
    [undefined, "*2\r\n$4\r\nAUTH\r\n$17\r\napp:canary-kind-1\r\n"],
    ["two-argument", "*3\r\n$4\r\nAUTH\r\n$3\r\napp\r\n$13\r\ncanary-kind-1\r\n"],
  ] as const)("logs in at the address that the instance reports, in the form %s", async ([login, bytes]) => {
    await using server = await answering("+OK");
    const connection = world({ instance: { domain_name: null, ip: "127.0.0.1", port: server.port } });
    await expect(aclPassword.check?.({ ...account, ...(login && { login }) }, next, connection)).resolves.toBe(
      "accepted",
    );
    expect(server.received()).toBe(bytes);
  });

  it("proves nothing on a password-free instance, and does not try", async () => {
    const connection = world({ instance: { no_password_access: "true" } });
    await expect(aclPassword.check?.(account, next, connection)).rejects.toMatchObject({ code: "ERR_DECLARATION" });
    expect(connection.reached).toEqual([]);
  });
});

it("tells consumers where to log in, and as whom", async () => {
  await expect(aclPassword.facts?.(account, world({ instance: { enable_ssl: true } }))).resolves.toEqual({
    user: "app",
    host: "redis-5e1d0c4.dcs.example",
    port: "6379",
    tls: "true",
    login: "one-argument",
    instance: INSTANCE_ID,
    instanceName: "cache-prod",
  });
});
