import { virtualClock } from "@rekey/core/testing";
import { describe, expect, it, vi } from "vitest";
import { type Got, ask, line } from "../client.fixture.ts";
import type { Emulator } from "../emulator.ts";
import { INSTANCE, INSTANCES, NEW, OLD, RESET, portOf, small, start } from "../world.fixture.ts";
import type { Fault } from "./fault.ts";

const operation = "resetAclAccountPassWord";
type Do = Extract<Fault, { operation: string }>["do"];

async function resetUnder(fault: Do): Promise<{ emulator: Emulator; got: Got | Error; password: string }> {
  const emulator = await start();
  emulator.fault({ operation, do: fault });
  const got = await ask(emulator.endpoints.dcs, RESET, { method: "PUT", body: { new_password: NEW } }).catch(
    (error: Error) => error,
  );
  return { emulator, got, password: emulator.account("cache", "app").password.reveal() };
}

describe("a fault by script", () => {
  it.each<[string, Do, unknown, string]>([
    ["drops before applying", { type: "drop", when: "before" }, { code: "ECONNRESET" }, OLD],
    ["drops after applying", { type: "drop", when: "after" }, { code: "ECONNRESET" }, NEW],
    ["resets before applying", { type: "reset", when: "before" }, { code: "ECONNRESET" }, OLD],
    ["resets after applying", { type: "reset", when: "after" }, { code: "ECONNRESET" }, NEW],
    ["throttles", { type: "throttle" }, { status: 429, json: { error_code: "APIGW.0308" } }, OLD],
    [
      "throttles with Retry-After",
      { type: "throttle", retryAfter: 7 },
      { status: 429, headers: { "retry-after": "7" } },
      OLD,
    ],
    ["fails before applying", { type: "status", status: 500 }, { status: 500, json: { error_code: "DCS.5000" } }, OLD],
    [
      "fails after applying",
      { type: "status", status: 503, code: "DCS.5006", when: "after" },
      { status: 503, json: { error_code: "DCS.5006" } },
      NEW,
    ],
    ["says no with status 200", { type: "body", body: { code: "3" } }, { status: 200, json: { code: "3" } }, OLD],
    ["cuts the body short", { type: "truncate" }, { code: "ECONNRESET" }, NEW],
    ["cuts it short before applying", { type: "truncate", when: "before" }, { code: "ECONNRESET" }, OLD],
    [
      "answers with a page",
      { type: "page", when: "after" },
      { status: 200, headers: { "content-type": "text/html" } },
      NEW,
    ],
  ])("%s", async (_, fault, expected, password) => {
    const seen = await resetUnder(fault);
    await using emulator = seen.emulator;
    expect(seen.got).toMatchObject(expected as object);
    expect(seen.password).toBe(password);
    expect(emulator.requests[0]).toMatchObject({ fault: fault.type });
  });

  it("sends a huge body, as JSON and to the byte", async () => {
    const { emulator, got, password } = await resetUnder({ type: "huge", bytes: 3_000_001 });
    await using _ = emulator;
    expect(got).toMatchObject({ status: 200, json: { pad: expect.any(String) } });
    expect("text" in got && got.text.length).toBe(3_000_001);
    expect(password).toBe(NEW);
  });

  it("applies late, long after the connection was closed", async () => {
    const clock = virtualClock(new Date());
    await using emulator = await start(small({ updatingMs: 1_000 }), { clock });
    emulator.fault({ operation, do: { type: "late", ms: 60_000 } });
    await expect(ask(emulator.endpoints.dcs, RESET, { method: "PUT", body: { new_password: NEW } })).rejects.toThrow(
      "socket hang up",
    );
    await clock.advance(60_000);
    expect(emulator.account("cache", "app")).toMatchObject({ status: "UPDATING" });
    await clock.advance(1_000);
    expect(emulator.account("cache", "app").password.reveal()).toBe(NEW);
  });

  it("is late by the instant it was due, whoever looks when", async () => {
    const clock = virtualClock(new Date());
    await using emulator = await start(small({ updatingMs: 1_000 }), { clock });
    emulator.fault({ operation, do: { type: "late", ms: 60_000 } });
    await expect(ask(emulator.endpoints.dcs, RESET, { method: "PUT", body: { new_password: NEW } })).rejects.toThrow(
      "socket hang up",
    );
    await clock.advance(61_000);
    expect(emulator.account("cache", "app").status).toBe("AVAILABLE");
  });

  it.each([
    ["delay", OLD],
    ["slow", NEW],
  ] as const)("waits by the emulator's clock: %s", async (type, meanwhile) => {
    const clock = virtualClock(new Date());
    await using emulator = await start(small(), { clock });
    emulator.fault({ operation, do: { type, ms: 10_000 } });
    const asked = ask(emulator.endpoints.dcs, RESET, { method: "PUT", body: { new_password: NEW } });
    await vi.waitFor(() => expect(emulator.sends(operation)).toBe(1));
    expect(emulator.account("cache", "app").password.reveal()).toBe(meanwhile);
    await clock.advance(10_000);
    expect((await asked).status).toBe(200);
    expect(emulator.account("cache", "app").password.reveal()).toBe(NEW);
  });

  it("ends with the emulator while it waits", async () => {
    const emulator = await start(small(), { clock: virtualClock(new Date()) });
    emulator.fault({ operation: "*", do: { type: "delay", ms: 10_000 } });
    const asked = ask(emulator.endpoints.dcs, INSTANCES);
    const failed = asked.catch((error: Error) => error.message);
    await vi.waitFor(() => expect(emulator.sends("listInstances")).toBe(1));
    await emulator.close();
    expect(await failed).toBe("socket hang up");
  });

  it("happens as often as it says, after as many as it says, to its operation only", async () => {
    await using emulator = await start(
      small({}, { faults: [{ operation: "listInstances", times: 2, skip: 1, do: { type: "throttle" } }] }),
    );
    const statuses: number[] = [];
    for (let each = 0; each < 5; each++) {
      statuses.push((await ask(emulator.endpoints.dcs, INSTANCES)).status);
      expect((await ask(emulator.endpoints.dcs, INSTANCE)).status).toBe(200);
    }
    expect(statuses).toEqual([200, 429, 429, 200, 200]);
  });

  it("happens always until it is cleared, but to nobody whom the gateway refuses", async () => {
    await using emulator = await start();
    emulator.fault({ operation: "*", times: "always", do: { type: "throttle" } });
    const status = async (secretKey?: string): Promise<number> =>
      (await ask(emulator.endpoints.dcs, INSTANCES, secretKey === undefined ? {} : { secretKey })).status;
    expect([await status(), await status("canary-wrong"), await status()]).toEqual([429, 401, 429]);
    emulator.clearFaults();
    expect(await status()).toBe(200);
  });

  it("is refused where it makes no sense", async () => {
    await using emulator = await start();
    expect(() => emulator.fault({ operation, do: { type: "explode" as "drop" } })).toThrow(
      "the fault does not hold together",
    );
  });
});

describe("a fault of a data plane", () => {
  const login = `AUTH app:${OLD}\r\n`;
  const under = async (fault: Extract<Fault, { instance: string }>["do"]): Promise<Emulator> => {
    const emulator = await start();
    emulator.fault({ instance: "cache", do: fault });
    return emulator;
  };

  it("refuses one connection, and no more", async () => {
    await using emulator = await under("refuse");
    await using first = await line(portOf(emulator));
    expect(await first.say(login)).toBe("");
    await using second = await line(portOf(emulator));
    expect(await second.say(login)).toBe("+OK\r\n");
    expect(emulator.logins).toHaveLength(1);
  });

  it("hangs, and ends with the emulator", async () => {
    const emulator = await under("hang");
    await using client = await line(portOf(emulator));
    const said = client.say(login);
    await emulator.close();
    expect(await said).toBe("");
  });

  it("is loading", async () => {
    await using emulator = await under("loading");
    await using client = await line(portOf(emulator));
    expect(await client.say(login)).toBe("-LOADING Redis is loading the dataset in memory\r\n");
  });

  it("closes after the login", async () => {
    await using emulator = await under("close-after-auth");
    await using client = await line(portOf(emulator));
    expect(await client.say(login)).toBe("+OK\r\n");
    expect(await client.say("PING\r\n")).toBe("");
  });
});
