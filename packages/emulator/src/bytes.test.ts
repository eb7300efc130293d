import { once } from "node:events";
import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ask, line } from "./client.fixture.ts";
import type { Emulator } from "./emulator.ts";
import { INSTANCES, OLD, portOf, start } from "./world.fixture.ts";

let emulator: Emulator;
beforeAll(async () => void (emulator = await start()));
afterAll(() => emulator.close());

async function pour(port: number, chunks: readonly Uint8Array[]): Promise<void> {
  const socket = connect(port, "127.0.0.1").on("error", () => undefined);
  socket.resume();
  chunks.forEach((chunk) => socket.write(chunk));
  socket.end();
  await once(socket, "close");
}

const pieces = (...texts: string[]): fc.Arbitrary<Uint8Array[]> =>
  fc.array(
    fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.constantFrom(...texts).map((text) => Buffer.from(text)),
    ),
    { maxLength: 12 },
  );

it("survives any bytes on the HTTP port", async () => {
  const texts = [
    "GET ",
    INSTANCES,
    "?limit=%",
    " HTTP/1.1\r\n",
    "Host: x\r\n",
    "Authorization: SDK-HMAC-SHA256 Access=A, SignedHeaders=host, Signature=",
    "Content-Length: 5\r\n",
    "\r\n",
    "PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
    "0\r\n\r\n",
  ];
  const port = Number(new URL(emulator.endpoints.dcs).port);
  await fc.assert(
    fc.asyncProperty(pieces(...texts), (chunks) => pour(port, chunks)),
    { numRuns: 150 },
  );
  expect((await ask(emulator.endpoints.dcs, INSTANCES)).status).toBe(200);
});

it("survives any bytes on a data plane's port", async () => {
  const texts = [
    "*2\r\n$4\r\nAUTH\r\n",
    "$3\r\na:b\r\n",
    "AUTH ",
    "HELLO 3 AUTH",
    "\r\n",
    "*1\r\n",
    "$-1\r\n",
    "QUIT\r\n",
    `AUTH app:${OLD}\r\n`,
    "CLIENT \r\n",
    "ACL \r\n",
  ];
  await fc.assert(
    fc.asyncProperty(pieces(...texts), (chunks) => pour(portOf(emulator), chunks)),
    { numRuns: 150 },
  );
  await using client = await line(portOf(emulator));
  expect(await client.say(`AUTH app:${OLD}\r\n`)).toBe("+OK\r\n");
});
