import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** An Answer is a reply; or the request is read and the socket closed without one, in the middle of one, or never. */
export type Answer = { status: number; headers?: Record<string, string>; body?: string } | "lost" | "cut" | "silent";

/** A Received request, as it came over the wire. */
interface Received {
  readonly method: string;
  /** Path and query, still encoded. */
  readonly target: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** A Scripted server on loopback answers every request alike and remembers all. */
export interface Scripted {
  readonly origin: string;
  readonly received: readonly Received[];
  answer: Answer;
  /** Resolves with the next request. */
  next(): Promise<unknown>;
  close(): Promise<void>;
}

/** Starts a scripted server. */
export async function scripted(): Promise<Scripted> {
  const received: Received[] = [];
  const server = createServer((request, response) => void answerTo(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const script: Scripted = {
    origin: originOf(server),
    received,
    answer: { status: 200, body: "{}" },
    next: () => once(server, "answered"),
    close: () => closed(server),
  };
  async function answerTo(request: IncomingMessage, response: ServerResponse): Promise<void> {
    received.push({
      method: request.method ?? "",
      target: request.url ?? "",
      headers: request.headers,
      body: await textOf(request),
    });
    reply(response, script.answer);
    server.emit("answered");
  }
  return script;
}

/** An origin where nobody listens. */
export async function nowhere(): Promise<string> {
  const server = await scripted();
  await server.close();
  return server.origin;
}

function reply(response: ServerResponse, answer: Answer): void {
  if (answer === "silent") return;
  if (answer === "lost") return void response.destroy();
  if (answer === "cut") {
    response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
    response.write('{"half":', () => response.destroy());
    return;
  }
  response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers }).end(answer.body);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString("utf8");
}

function originOf(server: Server): string {
  // A listening TCP server has an address of this shape.
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

async function closed(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close();
  server.closeAllConnections();
  await once(server, "close");
}
