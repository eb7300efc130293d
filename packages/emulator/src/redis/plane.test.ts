import { connect } from "node:net";
import { createClient } from "@redis/client";
import { virtualClock } from "@rekey/core/testing";
import { describe, expect, it } from "vitest";
import { ask, line } from "../client.fixture.ts";
import type { Emulator } from "../emulator.ts";
import type { Options } from "../options.ts";
import { NEW, OLD, RESET, portOf, small, start } from "../world.fixture.ts";

const WRONG = "-WRONGPASS invalid username-password pair or user is disabled.\r\n";
const NUMBER = "-ERR wrong number of arguments for 'auth' command\r\n";
const OK = "+OK\r\n";

type Wish = NonNullable<Options["dataPlane"]>;
const open = (dataPlane: Wish, instance = {}, options: Options = {}): Promise<Emulator> =>
  start(small({ password: "canary-own", ...instance }), { dataPlane, ...options });
const reset = (emulator: Emulator, now = new Date()): ReturnType<typeof ask> =>
  ask(emulator.endpoints.dcs, RESET, { method: "PUT", body: { new_password: NEW }, now });

// The same for both, because a test that passes on the small one has to pass on the real one.
describe.each<Wish>(["redis", "small"])("a data plane before %s", (dataPlane) => {
  it("takes the documented login of one argument, and no other", async () => {
    await using emulator = await open(dataPlane);
    await using client = await line(portOf(emulator));
    expect(await client.say("PING\r\n")).toBe("-NOAUTH Authentication required.\r\n");
    expect(await client.say(`AUTH app:${NEW}\r\n`)).toBe(WRONG);
    expect(await client.say(`AUTH app ${OLD}\r\n`)).toBe(NUMBER);
    expect(await client.say("AUTH nobody:canary-a\r\n")).toBe(WRONG);
    expect(await client.say(`AUTH app:${OLD}\r\n`)).toBe(OK);
    expect(await client.say("ACL WHOAMI\r\n")).toBe("$3\r\napp\r\n");
    expect(await client.say("AUTH canary-own\r\n")).toBe(OK);
    expect(await client.say("ACL WHOAMI\r\n")).toBe("$7\r\ndefault\r\n");
    expect(await client.say("QUIT\r\n")).toBe(OK);
    const seen = emulator.logins.map(({ user, form, isRight }) => [user, form, isRight]);
    expect(seen).toEqual([
      ["app", "one", false],
      ["app", "two", false],
      ["nobody", "one", false],
      ["app", "one", true],
      ["default", "one", true],
    ]);
  });

  it.each(["4.0", "5.0"] as const)("knows no HELLO as Redis %s", async (version) => {
    await using emulator = await open(dataPlane, { version, takesTwoArguments: true });
    await using client = await line(portOf(emulator));
    expect(await client.say("HELLO 3\r\n")).toMatch(/^-ERR unknown command 'HELLO', with args beginning with: '3' /);
    expect(await client.say(`AUTH app ${OLD}\r\n`)).toBe(NUMBER);
  });

  it.each(["6.0", "7.0"] as const)(
    "takes two arguments and HELLO as Redis %s where the world says so",
    async (version) => {
      await using emulator = await open(dataPlane, { version, takesTwoArguments: true });
      await using client = await line(portOf(emulator));
      expect(await client.say(`AUTH app ${OLD}\r\n`)).toBe(OK);
      await using other = await line(portOf(emulator));
      expect(await other.say(`HELLO 3 AUTH app ${OLD}\r\n`)).toMatch(/^%7\r\n\$6\r\nserver\r\n/);
      await using strict = await open(dataPlane, { version });
      await using third = await line(portOf(strict));
      expect(await third.say(`AUTH app ${OLD}\r\n`)).toBe(NUMBER);
    },
  );

  it("goes on with the old password while the account is UPDATING, and open sessions for longer", async () => {
    const clock = virtualClock(new Date());
    await using emulator = await open(dataPlane, { updatingMs: 3_000 }, { clock });
    await using session = await line(portOf(emulator));
    expect(await session.say(`AUTH app:${OLD}\r\n`)).toBe(OK);
    expect((await reset(emulator, clock.now())).status).toBe(200);
    await using client = await line(portOf(emulator));
    expect(await client.say(`AUTH app:${NEW}\r\n`)).toBe(WRONG);
    expect(await client.say(`AUTH app:${OLD}\r\n`)).toBe(OK);
    await clock.advance(3_000);
    expect(await client.say(`AUTH app:${OLD}\r\n`)).toBe(WRONG);
    expect(await client.say(`AUTH app:${NEW}\r\n`)).toBe(OK);
    expect(await session.say("PING\r\n")).toBe("+PONG\r\n");
  });

  it("answers pipelined commands in their order", async () => {
    await using emulator = await open(dataPlane);
    await using client = await line(portOf(emulator));
    await client.say(`AUTH app:${OLD}\r\nPING 1\r\nAUTH a b\r\nAUTH app:x\r\nPING 2\r\nHELLO\r\nPING 3\r\nQUIT\r\n`);
    expect(await client.all()).toMatch(
      /^\+OK\r\n\$1\r\n1\r\n-ERR wrong .*\r\n-WRONGPASS .*\r\n\$1\r\n2\r\n-ERR unknown .*\r\n\$1\r\n3\r\n\+OK\r\n$/,
    );
  });

  it("answers who has ended its own side", async () => {
    await using emulator = await open(dataPlane);
    const socket = connect(portOf(emulator), "127.0.0.1").setEncoding("latin1");
    socket.end(`AUTH app:${OLD}\r\nPING\r\n`);
    expect((await socket.toArray()).join("")).toBe("+OK\r\n+PONG\r\n");
  });

  it("takes an ordinary client of RESP 2", async () => {
    await using emulator = await open(dataPlane);
    const tryLogin = async (password: string): Promise<string> => {
      const socket = { host: "127.0.0.1", port: portOf(emulator), reconnectStrategy: false as const };
      const client = createClient({ RESP: 2, password, socket }).on("error", () => undefined);
      try {
        await client.connect();
        return JSON.stringify(await client.sendCommand(["ACL", "WHOAMI"]));
      } catch (error) {
        return String(error);
      } finally {
        client.destroy();
      }
    };
    expect(await tryLogin(`app:${OLD}`)).toBe('"app"');
    expect(await tryLogin(`app:${NEW}`)).toContain("WRONGPASS");
  });

  it("speaks TLS, with a certificate that clients can trust", async () => {
    await using emulator = await open(dataPlane, { tls: true });
    expect(emulator.addresses["i-cache"]).toMatchObject({ name: "cache", host: "127.0.0.1", isTls: true });
    const tryLogin = async (ca: string | undefined): Promise<string> => {
      const socket = {
        host: "127.0.0.1",
        port: portOf(emulator),
        tls: true as const,
        reconnectStrategy: false as const,
      };
      const client = createClient({
        RESP: 2,
        password: `app:${OLD}`,
        socket: { ...socket, ...(ca !== undefined && { ca }) },
      });
      try {
        await client.on("error", () => undefined).connect();
        return await client.ping();
      } catch (error) {
        return String(error);
      } finally {
        client.destroy();
      }
    };
    expect(await tryLogin(emulator.ca)).toBe("PONG");
    expect(await tryLogin(undefined)).toContain("self-signed certificate");
  });

  it("says what is wrong with bytes that are no commands", async () => {
    await using emulator = await open(dataPlane);
    await using client = await line(portOf(emulator));
    expect(await client.say("*1\r\nPING\r\n")).toBe("-ERR Protocol error: expected '$', got 'P'\r\n");
    expect(await client.say("PING\r\n")).toBe("");
  });
});

describe("before a real Redis", () => {
  it("accounts do what their role says", async () => {
    await using emulator = await open("redis");
    const say = async (login: string, ...texts: string[]): Promise<string[]> => {
      await using client = await line(portOf(emulator));
      await client.say(`AUTH ${login}\r\n`);
      const said: string[] = [];
      for (const text of texts) said.push((await client.say(`${text}\r\n`)).split(" ")[0] ?? "");
      return said;
    };
    expect(await say(`app:${OLD}`, "SET a 1", "CONFIG GET save", "ACL LIST")).toEqual([
      "+OK\r\n",
      "-NOPERM",
      "-NOPERM",
    ]);
    expect(await say("reader:canary-Read1", "GET a", "SET a 2", "ACL WHOAMI")).toEqual([
      "$1\r\n1\r\n",
      "-NOPERM",
      "$6\r\nreader\r\n",
    ]);
    expect(emulator.dataPlane).toBe("redis");
  });
});
