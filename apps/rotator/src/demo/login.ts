import { createClient, SimpleError } from "@redis/client";
import type { Secret } from "@rekey/core";
import type { Scene } from "./scene.ts";
import { USER } from "./scene.ts";

/** Logs in to the demo's Redis with an ordinary client, as an application would: `user:password` in one argument. */
export async function logsIn({ emulator }: Scene, password: Secret): Promise<boolean> {
  const [address] = Object.values(emulator.addresses);
  if (!address) throw new TypeError("the demo has one instance");
  const { host, port } = address;
  const client = createClient({
    RESP: 2,
    password: `${USER}:${password.reveal()}`,
    socket: { host, port, reconnectStrategy: false },
    disableClientInfo: true,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return (await client.ping()) === "PONG";
  } catch (error) {
    if (error instanceof SimpleError) return false;
    throw error;
  } finally {
    client.destroy();
  }
}
