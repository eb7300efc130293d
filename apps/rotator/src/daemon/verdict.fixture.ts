import { once } from "node:events";
import { connect } from "node:net";
import type { Listed, Secret } from "@rekey/core";
import { openSqlite } from "@rekey/store/sqlite";
import type { Scene } from "./kills.fixture.ts";

/** What the store says of a credential after a kill, and what Redis says of the store. */
export interface Verdict {
  readonly name: string;
  readonly isMidway: boolean;
  readonly version: number;
  /** Whether one of the secrets that the store holds logs in, at once and when what was under way has come into force. */
  readonly isHeld: boolean;
}

/** Opens the store as the next daemon would, and tries what it holds on the real Redis. */
export async function judge(scene: Scene): Promise<readonly Verdict[]> {
  const store = await openSqlite(scene.sqlite, { keys: [scene.key] });
  try {
    const listed = await store.list();
    return await Promise.all(listed.map((one) => verdictOn(scene, one)));
  } finally {
    await store.close();
  }
}

/** How many requests for a credential wait to be taken in. */
export async function requestsFor({ sqlite, key }: Scene, name: string): Promise<number> {
  await using store = await openSqlite(sqlite, { keys: [key] });
  const found = await store.find(name);
  if (!found) return 0;
  let count = 0;
  let next = await store.request(found.uid, found.credential.answered);
  for (; next; next = await store.request(found.uid, next.id)) count++;
  return count;
}

async function verdictOn({ emulator }: Scene, { declaration, credential }: Listed): Promise<Verdict> {
  const { attempt, current, opened } = credential;
  const held = [attempt?.candidate?.secret, current?.issued?.secret].filter((secret) => secret !== undefined);
  const [instance = "", user = ""] = declaration.name.split(".");
  const at = { port: emulator.addresses[instance]?.port ?? 0, user };
  // The new one may come into force between two questions, so the first is asked again.
  const isHeldAtOnce = await anyLogsIn(at, [...held, ...held.slice(0, 1)]);
  await emulator.settle();
  const isHeld = isHeldAtOnce && (await anyLogsIn(at, held));
  return { name: declaration.name, isMidway: attempt !== undefined, version: opened, isHeld };
}

interface At {
  readonly port: number;
  readonly user: string;
}

async function anyLogsIn(at: At, secrets: readonly Secret[]): Promise<boolean> {
  for (const secret of secrets) if (await logsIn(at, secret)) return true;
  return false;
}

/** A login as an application makes it, in the documented form. */
async function logsIn({ port, user }: At, secret: Secret): Promise<boolean> {
  const socket = connect(port, "127.0.0.1").setEncoding("utf8");
  socket.write(`AUTH ${user}:${secret.reveal()}\r\n`);
  const [answer] = await once(socket, "data");
  socket.destroy();
  return String(answer).startsWith("+OK");
}
