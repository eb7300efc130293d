import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Garbled, commandReader, written } from "./resp.ts";

const words = (read: ReturnType<typeof commandReader>, text: string): string[][] =>
  read(Buffer.from(text)).map((command) => command.words.map(String));

describe("the command reader", () => {
  it("reads arrays of bulk strings and inline commands, with their bytes", () => {
    const read = commandReader();
    const text = "*2\r\n$4\r\nAUTH\r\n$5\r\na\r\n:b\r\nPING  hello\r\n\r\nQUIT\n*0\r\n*-1\r\n";
    const commands = read(Buffer.from(text));
    expect(commands.map((command) => command.words.map(String))).toEqual([
      ["AUTH", "a\r\n:b"],
      ["PING", "hello"],
      ["QUIT"],
    ]);
    expect(commands[0]?.raw.toString()).toBe("*2\r\n$4\r\nAUTH\r\n$5\r\na\r\n:b\r\n");
  });

  it("waits for the rest of a command", () => {
    const read = commandReader();
    expect(words(read, "*1\r\n$4\r\nPI")).toEqual([]);
    expect(words(read, "NG\r")).toEqual([]);
    expect(words(read, "\nPI")).toEqual([["PING"]]);
  });

  it.each([
    ["*x\r\n", "invalid multibulk length"],
    ["*9999999\r\n", "invalid multibulk length"],
    ["*1\r\nPING\r\n", "expected '$', got 'P'"],
    ["*1\r\n$-1\r\n", "invalid bulk length"],
    ["*1\r\n$99999999\r\n", "invalid bulk length"],
    ["x".repeat(65 * 1024), "too big inline request"],
  ])("says of %j what Redis says", (text, message) => {
    expect(() => words(commandReader(), text)).toThrow(`Protocol error: ${message}`);
  });

  it("does not mind where the bytes are cut", () => {
    const commands = fc.array(fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 4 }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(commands, fc.array(fc.nat(60)), (sent, cuts) => {
        const read = commandReader();
        let rest = Buffer.concat(sent.map((each) => written(each.map((word) => Buffer.from(word)))));
        const got: string[][] = [];
        const take = (length: number): void => {
          for (const command of read(rest.subarray(0, length)))
            got.push(command.words.map((word) => word.toString("hex")));
          rest = rest.subarray(length);
        };
        [...cuts, rest.length].forEach(take);
        take(rest.length);
        expect(got).toEqual(sent.map((each) => each.map((word) => Buffer.from(word).toString("hex"))));
      }),
    );
  });

  it("takes any bytes for commands, or says that they are garbled", () => {
    const pieces = fc.oneof(
      fc.uint8Array({ maxLength: 30 }),
      fc.constantFrom("*1\r\n", "$3\r\n", "\r\n", "*-1", "$", "AUTH").map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(fc.array(pieces), (chunks) => {
        const read = commandReader();
        try {
          chunks.forEach((chunk) => read(Buffer.from(chunk)));
          return true;
        } catch (error) {
          return error instanceof Garbled;
        }
      }),
    );
  });
});
