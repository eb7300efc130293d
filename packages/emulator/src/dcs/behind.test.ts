import { describe, expect, it } from "vitest";
import { ask, line } from "../client.fixture.ts";
import { INSTANCE, OLD, portOf, start } from "../world.fixture.ts";

describe("behind the API's back", () => {
  it("somebody changes a password at once", async () => {
    await using emulator = await start();
    await emulator.setPassword("cache", "app", "canary-theirs");
    await using client = await line(portOf(emulator));
    expect(await client.say(`AUTH app:${OLD}\r\n`)).toContain("WRONGPASS");
    expect(await client.say("AUTH app:canary-theirs\r\n")).toBe("+OK\r\n");
  });

  it("somebody deletes an account", async () => {
    await using emulator = await start();
    await emulator.removeAccount("i-cache", "app");
    await using client = await line(portOf(emulator));
    expect(await client.say(`AUTH app:${OLD}\r\n`)).toContain("WRONGPASS");
    const { text } = await ask(emulator.endpoints.dcs, `${INSTANCE}/accounts`);
    expect(text).not.toContain('"app"');
    expect(() => emulator.account("cache", "app")).toThrow("this instance has no account app");
  });

  it("an account fails", async () => {
    await using emulator = await start();
    await emulator.setAccountStatus("cache", "app", "ERROR");
    await using client = await line(portOf(emulator));
    expect(await client.say(`AUTH app:${OLD}\r\n`)).toContain("WRONGPASS");
    expect(emulator.account("cache", "app").status).toBe("ERROR");
  });

  it("an unknown instance is named in the error", async () => {
    await using emulator = await start();
    expect(() => emulator.account("other", "app")).toThrow("this world has no instance other");
  });
});
