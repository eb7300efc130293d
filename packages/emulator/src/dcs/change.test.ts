import { virtualClock } from "@rekey/core/testing";
import { describe, expect, it } from "vitest";
import { ask } from "../client.fixture.ts";
import type { Emulator } from "../emulator.ts";
import { ACCOUNT, INSTANCE, MODIFY, NEW, OLD, RESET, small, start } from "../world.fixture.ts";
import { statuses } from "./instance.ts";

const clockAt = (): ReturnType<typeof virtualClock> => virtualClock(new Date());
const put = async (emulator: Emulator, target: string, body: unknown): Promise<[number, unknown]> => {
  const { status, json } = await ask(emulator.endpoints.dcs, target, { method: "PUT", body });
  return [status, json];
};
const reset = (emulator: Emulator, password: unknown = NEW): Promise<[number, unknown]> =>
  put(emulator, RESET, { new_password: password });
const modify = (emulator: Emulator, old: string, next: string = NEW): Promise<[number, unknown]> =>
  put(emulator, MODIFY, { old_password: old, new_password: next });
const now = (emulator: Emulator): { status: string; password: string } => {
  const { status, password } = emulator.account("cache", "app");
  return { status, password: password.reveal() };
};

const RESET_DONE = {
  code: "1",
  message: "Reset DCSInstance password success.",
  lock_time: "0",
  lock_time_left: "0",
  retry_times_left: "5",
};

describe("resetAclAccountPassWord", () => {
  it("answers as documented and sets the password", async () => {
    await using emulator = await start();
    expect(await reset(emulator)).toEqual([200, RESET_DONE]);
    expect(now(emulator)).toEqual({ status: "AVAILABLE", password: NEW });
    expect(emulator.account("i-cache", "app").previous.map((each) => each.reveal())).toEqual([OLD]);
  });

  it("does not look at the old password, which is documented as optional", async () => {
    await using emulator = await start();
    expect(await put(emulator, RESET, { old_password: null, new_password: NEW })).toEqual([200, RESET_DONE]);
    expect(await put(emulator, RESET, { old_password: "wrong", new_password: OLD })).toEqual([200, RESET_DONE]);
  });

  it("leaves the account UPDATING with its old password for as long as the world says", async () => {
    const clock = clockAt();
    await using emulator = await start(small({ updatingMs: 3_000 }), { clock });
    await reset(emulator);
    await clock.advance(2_999);
    expect(now(emulator)).toEqual({ status: "UPDATING", password: OLD });
    await clock.advance(1);
    const { json } = await ask(emulator.endpoints.dcs, `${INSTANCE}/accounts`, { now: clock.now() });
    expect(json).toMatchObject({ accounts: [{}, { account_name: "app", status: "AVAILABLE" }, {}] });
    expect(now(emulator)).toEqual({ status: "AVAILABLE", password: NEW });
  });

  it("is finished at once by settle, unless it never ends", async () => {
    await using slow = await start(small({ updatingMs: 3_600_000 }));
    await reset(slow);
    await slow.settle();
    expect(now(slow)).toEqual({ status: "AVAILABLE", password: NEW });
    await using hanging = await start(small({ updatingMs: "never" }));
    await reset(hanging);
    await hanging.settle();
    expect(now(hanging)).toEqual({ status: "UPDATING", password: OLD });
    expect(hanging.account("cache", "app").pending.map((each) => each.reveal())).toEqual([NEW]);
  });

  it("is refused as busy while another change of the instance is under way", async () => {
    await using emulator = await start(small({ updatingMs: 1_000 }), { clock: clockAt() });
    await reset(emulator);
    const reader = ACCOUNT.replace("a-app", "a-reader");
    for (const target of [RESET, `${reader}/password/reset`])
      expect(await put(emulator, target, { new_password: "canary-New3" })).toMatchObject([
        400,
        { error_code: "DCS.4115" },
      ]);
    expect(now(emulator).password).toBe(OLD);
  });

  it.each<[string, unknown, string]>([
    ["no body", undefined, "DCS.4004"],
    ["no JSON", "{", "DCS.4005"],
    ["no object", "[]", "DCS.4005"],
    ["no password", {}, "DCS.4845"],
    ["an empty password", { new_password: "" }, "DCS.4845"],
    ["a number", { new_password: 12345678 }, "DCS.4800"],
    ["a misspelt field", { newPassword: NEW }, "DCS.4800"],
    ["a simple password", { new_password: "canary-simple" }, "DCS.4019"],
    ["a password with a colon", { new_password: "canary-N:1" }, "DCS.4019"],
    ["a password with the user's name", { new_password: "canary-App1" }, "DCS.4019"],
  ])("refuses %s", async (_, body, error_code) => {
    await using emulator = await start();
    expect(await put(emulator, RESET, body)).toMatchObject([400, { error_code, error_ext_msg: null }]);
    expect(now(emulator).password).toBe(OLD);
  });

  it("takes JSON by its media type only", async () => {
    await using emulator = await start();
    const body = { new_password: NEW };
    const send = (type: string): ReturnType<typeof ask> =>
      ask(emulator.endpoints.dcs, RESET, { method: "PUT", body, headers: { "content-type": type } });
    expect(await send("text/plain")).toMatchObject({ status: 400, json: { error_code: "DCS.4005" } });
    expect(await send("application/json;charset=UTF-8")).toMatchObject({ status: 200 });
  });

  it("knows no other account, and not the default user's", async () => {
    await using emulator = await start();
    const target = (id: string): string => `${INSTANCE}/accounts/${id}/password/reset`;
    const { id } = emulator.account("cache", "default");
    for (const other of ["a-none", id])
      expect(await put(emulator, target(other), { new_password: NEW })).toEqual([
        400,
        { error_code: "DCS.4961", error_ext_msg: null },
      ]);
  });

  it.each(statuses.filter((status) => status !== "RUNNING"))(
    "is refused as busy while the instance is %s",
    async (status) => {
      await using emulator = await start();
      emulator.setInstanceStatus("cache", status);
      const [code, json] = await reset(emulator);
      expect(code).toBe(400);
      expect(json).toHaveProperty("error_code");
      expect(now(emulator).password).toBe(OLD);
    },
  );
});

describe("updateAclAccountPassWord", () => {
  it("changes the password for whoever knows the old one", async () => {
    await using emulator = await start();
    expect(await modify(emulator, OLD)).toMatchObject([
      200,
      { result: "success", lock_time: "0", retry_times_left: "5" },
    ]);
    expect(now(emulator).password).toBe(NEW);
  });

  it("counts wrong old passwords and locks at the fifth for five minutes, with status 200 throughout", async () => {
    const clock = clockAt();
    await using emulator = await start(small(), { clock });
    for (const left of ["4", "3", "2", "1"])
      expect(await modify(emulator, "wrong")).toMatchObject([
        200,
        { result: "passwordFailed", retry_times_left: left },
      ]);
    const locked = { result: "locked", lock_time: "5", lock_time_left: "5", retry_times_left: "0" };
    expect(await modify(emulator, "wrong")).toMatchObject([200, locked]);
    await clock.advance(60_001);
    expect(await modify(emulator, OLD)).toMatchObject([200, { ...locked, lock_time_left: "4" }]);
    expect(await reset(emulator)).toMatchObject([200, { code: "3", retry_times_left: "5" }]);
    await clock.advance(240_000);
    expect(await modify(emulator, OLD)).toMatchObject([200, { result: "success" }]);
  });

  it("forgets misses when the old password was right", async () => {
    await using emulator = await start();
    await modify(emulator, "wrong");
    await modify(emulator, OLD);
    expect(await modify(emulator, "wrong", OLD)).toMatchObject([200, { retry_times_left: "4" }]);
  });

  it("refuses the password that it has, and a request without the old one", async () => {
    await using emulator = await start();
    expect(await modify(emulator, OLD, OLD)).toMatchObject([400, { error_code: "DCS.4019" }]);
    expect(await put(emulator, MODIFY, { new_password: NEW })).toMatchObject([400, { error_code: "DCS.4845" }]);
  });
});
