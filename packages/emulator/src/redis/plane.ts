import { once } from "node:events";
import type { Server, Socket } from "node:net";
import type { CacheUser } from "../dcs/state.ts";
import type { Cache } from "./cache.ts";
import { type Front, openFront } from "./front.ts";

/** A Plane is one instance's data plane, listening. */
export interface Plane {
  readonly port: number;
  /** Lets the cache know of a user; what is told first is done first. */
  tell(user: CacheUser): void;
  /** Resolves when the cache knows everything that it was told. */
  caughtUp(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a data plane before a cache, with these users, on a port of the system's choice. */
export async function openPlane(
  front: Omit<Front, "beforeLogin">,
  users: readonly CacheUser[],
  heard: Front["beforeLogin"],
): Promise<Plane> {
  const { cache } = front;
  let told = Promise.resolve();
  const tell = (user: CacheUser): void => {
    told = told.then(() => cache.put(user));
    // Whoever logs in next hears of it; nobody else has to.
    told.catch(() => undefined);
  };
  users.forEach(tell);
  await told;
  const server = openFront({
    ...front,
    beforeLogin: async (login) => {
      await heard(login);
      await told;
    },
  });
  const sockets = track(server);
  const port = await listening(server);
  return { port, tell, caughtUp: () => told, close: () => close(server, sockets, cache) };
}

/** Listens on loopback, and says on which port. */
export async function listening(server: Server, port = 0): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}

function track(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  return sockets;
}

async function close(server: Server, sockets: ReadonlySet<Socket>, cache: Cache): Promise<void> {
  const closed = once(server, "close");
  server.close();
  sockets.forEach((socket) => socket.destroy());
  await closed;
  await cache.close();
}
