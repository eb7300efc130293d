import { Secret } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { type Dialect } from "./login.ts";
import { openSmall } from "./small.ts";

async function talk(dialect: Dialect, ...lines: string[]): Promise<string[]> {
  const cache = openSmall(dialect);
  await cache.put({ name: "app", password: new Secret("canary-a"), role: "write" });
  const stream = cache.dial().setEncoding("latin1");
  const said: string[] = [];
  for (const line of lines) {
    stream.write(`${line}\r\n`);
    said.push(stream.readableEnded ? "" : await Promise.race([once(stream, "data"), once(stream, "end")]));
  }
  await cache.close();
  return said;
}

const once = (stream: NodeJS.ReadableStream, event: string): Promise<string> =>
  new Promise((resolve) => stream.once(event, (text: unknown) => resolve(typeof text === "string" ? text : "")));

const five: Dialect = { version: "5.0", takesTwoArguments: false };
const seven: Dialect = { version: "7.0", takesTwoArguments: true };

describe("the small Redis", () => {
  it("knows what a login needs", async () => {
    const said = await talk(
      five,
      "AUTH app canary-a",
      "PING",
      "PING x",
      "ECHO hello",
      "SELECT 0",
      "CLIENT ID",
      "CLIENT SETINFO LIB-NAME x",
      "ACL WHOAMI",
    );
    expect(said).toEqual([
      "+OK\r\n",
      "+PONG\r\n",
      "$1\r\nx\r\n",
      "$5\r\nhello\r\n",
      "+OK\r\n",
      ":1\r\n",
      "+OK\r\n",
      "$3\r\napp\r\n",
    ]);
  });

  it("says what it does not know", async () => {
    const said = await talk(five, "AUTH app canary-a", "GET a", "CLIENT KILL", "ACL LIST", "AUTH", "ECHO");
    expect(said.slice(1).map((text) => text.trim())).toEqual([
      "-ERR unknown command 'GET', with args beginning with: 'a'",
      "-ERR unknown subcommand 'KILL'. Try CLIENT HELP.",
      "-ERR unknown subcommand 'LIST'. Try ACL HELP.",
      "-ERR wrong number of arguments for 'auth' command",
      "-ERR wrong number of arguments for 'echo' command",
    ]);
  });

  it("says HELLO in either protocol", async () => {
    const said = await talk(
      seven,
      "HELLO 4",
      "HELLO 3",
      "HELLO 3 AUTH app wrong",
      "HELLO 2 AUTH app canary-a",
      "HELLO 3",
    );
    expect(said.map((text) => text.slice(0, 10))).toEqual([
      "-NOPROTO u",
      "-NOAUTH HE",
      "-WRONGPASS",
      "*14\r\n$6\r\ns",
      "%7\r\n$6\r\nse",
    ]);
  });

  it("ends when it is told to, and when bytes are no commands", async () => {
    expect(await talk(five, "QUIT", "PING")).toEqual(["+OK\r\n", ""]);
    expect(await talk(five, "*x", "PING")).toEqual(["-ERR Protocol error: invalid multibulk length\r\n", ""]);
  });
});
