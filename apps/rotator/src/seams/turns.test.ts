import { createClient } from "@redis/client";
import type { Delivery, Store } from "@rekey/core";
import { expect, it, vi } from "vitest";
import { openSeam, type Seam } from "./seam.fixture.ts";

// Real sockets and real fsyncs on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const DAY_MS = 86_400_000;

it("lets consumers log in to the Redis at every instant, while two accounts take turns (law 9, P6)", async () => {
  const consumer: { has?: Delivery } = {};
  await using seam = await openSeam({
    dataPlane: "auto",
    sink: { deliver: async (delivery) => void (consumer.has = delivery) },
  });
  const uid = await seam.declare("app", "other");
  const logins: boolean[] = [];
  const watched = watching(seam.store, async () => {
    if (consumer.has) logins.push(await logsIn(seam, consumer.has));
  });
  const users: (string | undefined)[] = [];
  for (let rotation = 0; rotation < 4; rotation++) {
    await seam.pass(31 * DAY_MS, watched);
    users.push((await seam.row(uid)).current?.facts["user"]);
  }
  expect(users.slice(1)).toEqual([users[1], users[1] === "app" ? "other" : "app", users[1]]);
  expect(logins.length).toBeGreaterThan(20);
  expect(logins).not.toContain(false);
});

/** Does something before and after each commit: between any two, a consumer may reconnect. */
function watching(store: Store, look: () => Promise<void>): Store {
  return new Proxy(store, {
    get(target, name) {
      const own: unknown = Reflect.get(target, name);
      if (typeof own !== "function") return own;
      return async (...args: unknown[]) => {
        if (name === "commit") await look();
        const answer: unknown = await Reflect.apply(own, target, args);
        if (name === "commit") await look();
        return answer;
      };
    },
  });
}

/** As an application would, with user and password from its sink. */
async function logsIn({ emulator }: Seam, { account, current }: Delivery): Promise<boolean> {
  const [address] = Object.values(emulator.addresses);
  if (!address) throw new TypeError("there is one instance");
  const { host, port } = address;
  const client = createClient({
    RESP: 2,
    password: `${account["user"] ?? ""}:${current.secret.reveal()}`,
    socket: { host, port, reconnectStrategy: false },
    disableClientInfo: true,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return (await client.ping()) === "PONG";
  } catch {
    return false;
  } finally {
    client.destroy();
  }
}
