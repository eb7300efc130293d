import { virtualClock } from "@rekey/core/testing";
import { describe, expect, it } from "vitest";
import { ask, line } from "../client.fixture.ts";
import type { Emulator } from "../emulator.ts";
import { ACCOUNT, INSTANCE, NEW, OLD, portOf, small, start } from "../world.fixture.ts";

const wanted = { account_name: "app_b", account_role: "write", account_password: NEW, description: "the other one" };

async function create(emulator: Emulator, body: object = wanted): Promise<[number, string, unknown]> {
  const { status, text, json } = await ask(emulator.endpoints.dcs, `${INSTANCE}/accounts`, { method: "POST", body });
  return [status, text, json];
}

async function remove(emulator: Emulator, target = ACCOUNT): Promise<[number, unknown]> {
  const { status, json } = await ask(emulator.endpoints.dcs, target, { method: "DELETE" });
  return [status, json];
}

async function login(emulator: Emulator, words: string): Promise<string> {
  await emulator.settle();
  await using client = await line(portOf(emulator));
  return await client.say(`AUTH ${words}\r\n`);
}

describe("createAclAccount", () => {
  it("takes the task in without a body, and the account logs in", async () => {
    await using emulator = await start();
    expect(await create(emulator)).toEqual([200, "", undefined]);
    expect(emulator.account("cache", "app_b")).toMatchObject({ name: "app_b", status: "AVAILABLE" });
    expect(await login(emulator, `app_b:${NEW}`)).toBe("+OK\r\n");
  });

  it("leaves the account CREATING for as long as the world says", async () => {
    const clock = virtualClock(new Date());
    await using emulator = await start(small({ updatingMs: 3_000 }), { clock });
    await create(emulator);
    expect(emulator.account("cache", "app_b").status).toBe("CREATING");
    await clock.advance(3_000);
    expect(emulator.account("cache", "app_b").status).toBe("AVAILABLE");
  });

  it.each<[string, object, string]>([
    ["a name that begins with a digit", { account_name: "1app" }, "DCS.4800"],
    ["a name of 65 characters", { account_name: "a".repeat(65) }, "DCS.4800"],
    ["no role", { account_role: null }, "DCS.4800"],
    ["another role", { account_role: "admin" }, "DCS.4800"],
    ["a long description", { description: "x".repeat(1025) }, "DCS.4800"],
    ["no password", { account_password: null }, "DCS.4845"],
    ["a password with its name in it", { account_password: "canary-APP_B-1" }, "DCS.4019"],
    ["a password with a colon", { account_password: "canary-N:1" }, "DCS.4019"],
    ["a name that is taken", { account_name: "app" }, "DCS.4026"],
    ["the default user's name", { account_name: "default" }, "DCS.4026"],
  ])("refuses %s", async (_, change, error_code) => {
    await using emulator = await start();
    expect(await create(emulator, { ...wanted, ...change })).toMatchObject([400, expect.anything(), { error_code }]);
  });

  it("refuses a nineteenth account", async () => {
    const accounts = Array.from({ length: 18 }, (_, at) => ({ name: `user${at}`, password: OLD }));
    await using emulator = await start(small({ accounts }));
    expect(await create(emulator)).toMatchObject([400, expect.anything(), { error_code: "DCS.4026" }]);
  });

  it("is barred by a colon in the default user's password", async () => {
    await using emulator = await start(small({ password: "canary-N:1" }));
    expect(await create(emulator)).toMatchObject([400, expect.anything(), { error_code: "DCS.4026" }]);
  });
});

describe("deleteAclAccount", () => {
  it("takes the task in, and the account is gone", async () => {
    await using emulator = await start();
    expect(await remove(emulator)).toEqual([200, undefined]);
    expect(await login(emulator, `app:${OLD}`)).toContain("WRONGPASS");
    expect(() => emulator.account("cache", "app")).toThrow("no account app");
  });

  it("knows no other account, and not the default user", async () => {
    await using emulator = await start();
    const own = `${INSTANCE}/accounts/${emulator.account("cache", "default").id}`;
    for (const target of [`${INSTANCE}/accounts/a-none`, own])
      expect(await remove(emulator, target)).toMatchObject([400, { error_code: "DCS.4961" }]);
  });
});
