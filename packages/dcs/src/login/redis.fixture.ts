import { spawn } from "node:child_process";
import { createServer, type Socket } from "node:net";
import { once } from "node:events";
import { fail } from "node:assert";

/** A Listening is a server of a test: everything that came in, as text, and an end. */
export interface Listening extends AsyncDisposable {
  readonly port: number;
  readonly received: () => string;
  readonly connections: () => number;
}

/** Listens on a free port of loopback and does with each connection what it is told. */
export async function listening(greet: (socket: Socket) => void): Promise<Listening> {
  const sockets = new Set<Socket>();
  const chunks: Buffer[] = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", () => {});
    greet(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: portOf(server.address()),
    received: () => Buffer.concat(chunks).toString(),
    connections: () => sockets.size,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** Answers every request with the same line. */
export const answering = (line: string) => listening((socket) => socket.on("data", () => socket.write(`${line}\r\n`)));

function portOf(address: unknown): number {
  if (typeof address === "object" && address !== null && "port" in address && typeof address.port === "number")
    return address.port;
  return fail("no port");
}

/** A port that nobody listens on just now. */
export async function freePort(): Promise<number> {
  await using server = await listening(() => {});
  return server.port;
}

/** Starts a real Redis with a configuration that reaches it on standard input, so that no password stands in argv. Another port is tried where one was taken meanwhile. */
export async function redis(config: readonly string[], tries = 5): Promise<AsyncDisposable & { port: number }> {
  const port = await freePort();
  const server = spawn("redis-server", ["-"], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { PATH: process.env["PATH"] },
  });
  server.stdin.end([`port ${port}`, "bind 127.0.0.1", 'save ""', "daemonize no", ...config, ""].join("\n"));
  if (!(await isUp(server.stdout))) return tries > 1 ? redis(config, tries - 1) : fail("redis-server does not start");
  return {
    port,
    async [Symbol.asyncDispose]() {
      server.kill("SIGKILL");
      await once(server, "exit");
    },
  };
}

async function isUp(output: AsyncIterable<Buffer>): Promise<boolean> {
  let said = "";
  for await (const chunk of output) {
    said += chunk.toString();
    if (said.includes("Ready to accept connections")) return true;
  }
  return false;
}
