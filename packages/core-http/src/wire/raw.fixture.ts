import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";

/** A Raw server sees bytes and writes bytes; what it does with a request is the test's to say. */
export interface Raw extends AsyncDisposable {
  readonly port: number;
  readonly origin: string;
  /** Whole requests as they came, each with the number of its connection. */
  readonly requests: readonly { readonly connection: number; readonly text: string }[];
  readonly connections: number;
  /** Resolves when the next request has come. */
  next(): Promise<unknown>;
  /** What is done with a request; it is not called for half of one. */
  answer: (socket: Socket, nth: number) => void;
}

/** Starts a raw server, over TLS where a certificate is given. */
export async function raw(answer: Raw["answer"], tls?: TlsOptions): Promise<Raw> {
  const requests: { connection: number; text: string }[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server: Server = tls ? createTlsServer(tls) : createServer();
  const listen = (socket: Socket) => {
    const connection = (connections += 1);
    sockets.add(socket);
    // A client that breaks off is part of many a test.
    socket.on("error", () => undefined);
    requestsOf(socket, (text) => {
      requests.push({ connection, text });
      script.answer(socket, requests.length);
      server.emit("answered");
    });
  };
  server.on(tls ? "secureConnection" : "connection", listen);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const script: Raw = {
    port,
    origin: `${tls ? "https" : "http"}://127.0.0.1:${port}`,
    requests,
    get connections() {
      return connections;
    },
    next: () => once(server, "answered"),
    answer,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
  return script;
}

function requestsOf(socket: Socket, take: (text: string) => void): void {
  let held = "";
  socket.setEncoding("latin1").on("data", (chunk: string) => {
    held += chunk;
    const head = held.indexOf("\r\n\r\n");
    const length = Number(/^content-length: (\d+)\r$/im.exec(held.slice(0, head + 1))?.[1] ?? 0);
    if (head < 0 || held.length < head + 4 + length) return;
    const text = held.slice(0, head + 4 + length);
    held = held.slice(text.length);
    take(text);
  });
}

/** A whole reply as bytes. */
export function reply(status: number, body = "", headers: Readonly<Record<string, string>> = {}): string {
  const all = { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Said\r\n${lines.join("")}\r\n${body}`;
}

/** A port on loopback where nobody listens. */
export async function nowhere(): Promise<string> {
  await using server = await raw(() => undefined);
  return server.origin;
}
