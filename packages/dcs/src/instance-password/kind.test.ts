import { Secret, wire } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { aclPassword } from "../acl-password/kind.ts";
import { cloud, INSTANCE_ID, shownInstance } from "../cloud.fixture.ts";
import { answering, freePort } from "../login/redis.fixture.ts";
import { instancePassword } from "./kind.ts";

const account = { instance: INSTANCE_ID };
const next = new Secret("canary-kind-2");
const world = (instance: object = {}) =>
  cloud({ showInstance: { ...shownInstance, ...instance }, resetPassword: { code: "1" } });

it("has an identity of its own in the lane of its instance", () => {
  expect(instancePassword.identity(account)).toBe(`dcs:${INSTANCE_ID}/default`);
  expect(instancePassword.lane?.(account)).toBe(aclPassword.lane?.({ ...account, user: "app" }));
  expect(instancePassword.identity(account)).not.toBe(aclPassword.identity({ ...account, user: "app" }));
});

it("keeps to 32 characters without a colon, which every variant of the rules takes", () => {
  const { length, classes } = instancePassword.rules(account);
  expect(length).toBe(32);
  expect(classes.join("")).not.toMatch(/[:%\\;'"]/);
});

it("sends one reset as its last call, and nothing but the new password", async () => {
  const connection = world();
  await instancePassword.set(account, next, connection);
  expect(connection.calls.map(({ operation, repeat }) => [operation, repeat])).toEqual([
    ["showInstance", "safe"],
    ["resetPassword", "never"],
  ]);
  expect(JSON.parse(wire(connection.calls[1]?.body ?? {}))).toEqual({ new_password: next.reveal() });
});

describe.for([
  ["is RESTARTING", { status: "RESTARTING" }, "ERR_UNAVAILABLE"],
  ["is CREATEFAILED", { status: "CREATEFAILED" }, "ERR_DECLARATION"],
  ["is password-free", { no_password_access: "true" }, "ERR_DECLARATION"],
] as const)("an instance that %s", ([, instance, code]) => {
  it("is refused before anything is sent", async () => {
    await expect(instancePassword.before?.(account, world(instance))).rejects.toMatchObject({ code });
    const connection = world(instance);
    await expect(instancePassword.set(account, next, connection)).rejects.toMatchObject({ code });
    expect(connection.calls.map(({ operation }) => operation)).toEqual(["showInstance"]);
  });
});

it("refuses before the reset where no login could be made", async () => {
  const connection = world({ domain_name: null, ip: "127.0.0.1", port: await freePort() });
  await expect(instancePassword.before?.(account, connection)).rejects.toMatchObject({ code: "ERR_UNAVAILABLE" });
});

it.for([
  ["RUNNING", true],
  ["RESTARTING", false],
  ["ERROR", false],
  ["SOMETHING", false],
] as const)("calls an instance that is %s ready: %s", async ([status, isReady]) => {
  await expect(instancePassword.ready?.(account, world({ status }))).resolves.toBe(isReady);
});

it("logs in with the password alone, and says nothing else", async () => {
  await using server = await answering("+OK");
  const connection = world({ domain_name: null, ip: "127.0.0.1", port: server.port });
  await expect(instancePassword.check?.(account, next, connection)).resolves.toBe("accepted");
  expect(server.received()).toBe("*2\r\n$4\r\nAUTH\r\n$13\r\ncanary-kind-2\r\n");
});

it("proves nothing on a password-free instance, and does not try", async () => {
  const connection = world({ no_password_access: "true" });
  await expect(instancePassword.check?.(account, next, connection)).rejects.toMatchObject({ code: "ERR_DECLARATION" });
  expect(connection.reached).toEqual([]);
});

it("tells consumers where to log in, and as whom", async () => {
  await expect(instancePassword.facts?.(account, world())).resolves.toEqual({
    user: "default",
    host: "redis-5e1d0c4.dcs.example",
    port: "6379",
    tls: "false",
    instance: INSTANCE_ID,
    instanceName: "cache-prod",
  });
});
