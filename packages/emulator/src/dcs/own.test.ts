import { virtualClock } from "@rekey/core/testing";
import { describe, expect, it } from "vitest";
import { ask, line } from "../client.fixture.ts";
import type { Emulator } from "../emulator.ts";
import { INSTANCE, NEW, OLD, portOf, small, start } from "../world.fixture.ts";

const PASSWORD = `${INSTANCE}/password`;
const open = (instance: Parameters<typeof small>[0] = {}): Promise<Emulator> =>
  start(small({ password: OLD, ...instance }));
const send = async (emulator: Emulator, method: string, target: string, body: unknown): Promise<[number, unknown]> => {
  const { status, json } = await ask(emulator.endpoints.dcs, target, { method, body });
  return [status, json];
};
const reset = (emulator: Emulator, body: object): Promise<[number, unknown]> =>
  send(emulator, "POST", `${PASSWORD}/reset`, body);
const update = (emulator: Emulator, old: string, next: string = NEW): Promise<[number, unknown]> =>
  send(emulator, "PUT", PASSWORD, { old_password: old, new_password: next });
const now = (emulator: Emulator): string => emulator.account("cache", "default").password.reveal();

describe("resetPassword", () => {
  it("answers as documented, and the new password logs in at once while open sessions stay", async () => {
    await using emulator = await open({ updatingMs: "never" });
    await using before = await line(portOf(emulator));
    expect(await before.say(`AUTH ${OLD}\r\n`)).toBe("+OK\r\n");
    expect(await reset(emulator, { new_password: NEW, no_password_access: false })).toEqual([
      200,
      {
        code: "1",
        message: "Reset DCSInstance password success.",
        ext_message: null,
        lock_time: "0",
        lock_time_left: "0",
        retry_times_left: "5",
      },
    ]);
    await using after = await line(portOf(emulator));
    expect(await after.say(`AUTH ${OLD}\r\n`)).toContain("WRONGPASS");
    expect(await after.say(`AUTH ${NEW}\r\n`)).toBe("+OK\r\n");
    expect(await before.say("PING\r\n")).toBe("+PONG\r\n");
    expect(emulator.account("cache", "default")).toMatchObject({ status: "AVAILABLE", pending: [] });
  });

  it.each<[string, object, string]>([
    ["no password", {}, "DCS.4845"],
    ["a simple password", { new_password: "canary-simple" }, "DCS.4019"],
    ["a colon, which would bar ACL accounts", { new_password: "canary-N:1" }, "DCS.4019"],
    ["to open the instance", { no_password_access: true }, "DCS.4843"],
    ["a text as a flag", { new_password: NEW, no_password_access: "false" }, "DCS.4843"],
    ["a misspelt field", { new_password: NEW, old_password: OLD }, "DCS.4800"],
  ])("refuses %s", async (_, body, error_code) => {
    await using emulator = await open();
    expect(await reset(emulator, body)).toMatchObject([400, { error_code }]);
    expect(now(emulator)).toBe(OLD);
  });

  it("is refused as busy unless the instance is RUNNING", async () => {
    await using emulator = await open({ status: "RESTARTING" });
    expect(await reset(emulator, { new_password: NEW })).toMatchObject([400, { error_code: "DCS.4111" }]);
  });

  it("wants its own permission", async () => {
    const key = { accessKey: "TESTACCESSKEY", secretKey: "canary-secret-key" };
    const permissions = ["dcs:aclaccount:*", "dcs:instance:modifyAuthInfo"];
    await using emulator = await start(small({ password: OLD }, { keys: [{ ...key, permissions }] }));
    expect(await reset(emulator, { new_password: NEW })).toMatchObject([403, { error_code: "DCS.2007" }]);
    expect(await update(emulator, OLD)).toMatchObject([200, { result: "success" }]);
  });
});

describe("updatePassword", () => {
  it("changes the password for whoever knows the old one, at once", async () => {
    await using emulator = await open({ updatingMs: "never" });
    expect(await update(emulator, OLD)).toMatchObject([200, { result: "success", retry_times_left: "5" }]);
    expect(now(emulator)).toBe(NEW);
  });

  it("counts wrong old passwords with status 200, and locks at the fifth for resets too", async () => {
    const clock = virtualClock(new Date());
    await using emulator = await start(small({ password: OLD }), { clock });
    for (const left of ["4", "3", "2", "1"])
      expect(await update(emulator, "wrong")).toMatchObject([
        200,
        { result: "passwordFailed", retry_times_left: left },
      ]);
    expect(await update(emulator, "wrong")).toMatchObject([200, { result: "locked", lock_time_left: "5" }]);
    expect(await reset(emulator, { new_password: NEW })).toMatchObject([200, { code: "3" }]);
    await clock.advance(300_000);
    expect(await update(emulator, OLD)).toMatchObject([200, { result: "success" }]);
  });

  it("refuses the password that it has", async () => {
    await using emulator = await open();
    expect(await update(emulator, OLD, OLD)).toMatchObject([400, { error_code: "DCS.4019" }]);
  });
});
