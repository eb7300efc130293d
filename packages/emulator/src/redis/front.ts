import { type Server, type Socket, createServer } from "node:net";
import type { Duplex } from "node:stream";
import { createServer as createTlsServer } from "node:tls";
import type { PlaneAct } from "../faults/fault.ts";
import type { Cache } from "./cache.ts";
import { type Dialect, type Login, forwarded, loginOf } from "./login.ts";
import { type Command, Garbled, commandReader } from "./resp.ts";

/** A Front is what the proxy before one cache needs of the emulator. */
export interface Front {
  readonly cache: Cache;
  readonly dialect: Dialect;
  readonly tls?: { readonly key: string; readonly cert: string } | undefined;
  /** What goes wrong with the connection that has just come. */
  nextFault(): PlaneAct | undefined;
  /** Told of every login before it is forwarded; resolves when the cache knows what it has to know by now. */
  beforeLogin(login: Login): Promise<void>;
}

/** Makes the TCP server before a cache; it listens nowhere yet. */
export function openFront(front: Front): Server {
  const take = (client: Socket): void => void serve(front, client).catch(() => client.destroy());
  // Who ends its own side still gets the replies to what it said before.
  const options = { allowHalfOpen: true };
  if (!front.tls) return createServer(options, take);
  return createTlsServer({ ...options, ...front.tls }, take).on("tlsClientError", (_, socket) => socket.destroy());
}

const LOADING = "-LOADING Redis is loading the dataset in memory\r\n";

async function serve(front: Front, client: Socket): Promise<void> {
  client.on("error", () => client.destroy());
  const fault = front.nextFault();
  if (fault === "refuse") return void client.resetAndDestroy();
  if (fault === "hang") return void client.resume();
  if (fault === "loading") {
    await each(client, () => void client.write(LOADING));
    return void client.end();
  }
  await relay(front, client, fault === "close-after-auth");
}

async function relay(front: Front, client: Socket, closesAfterLogin: boolean): Promise<void> {
  const upstream = front.cache.dial();
  upstream.on("error", () => client.destroy());
  client.on("close", () => upstream.destroy());
  upstream.pipe(client);
  await each(client, async (command) => {
    const login = loginOf(command);
    if (login) {
      await front.beforeLogin(login);
      if (closesAfterLogin) upstream.once("data", () => client.end());
    }
    await give(upstream, forwarded(command, front.dialect));
  });
  upstream.end();
}

async function each(client: Socket, take: (command: Command) => void | Promise<void>): Promise<void> {
  const read = commandReader();
  try {
    for await (const chunk of client.iterator({ destroyOnReturn: false }))
      for (const command of read(Buffer.from(chunk))) await take(command);
  } catch (error) {
    if (!(error instanceof Garbled) || client.destroyed) throw error;
    client.end(`-ERR ${error.message}\r\n`);
  }
}

function give(upstream: Duplex, bytes: Buffer): Promise<void> | void {
  if (upstream.destroyed || upstream.write(bytes)) return;
  return new Promise((resolve) => upstream.once("drain", resolve).once("close", resolve));
}
