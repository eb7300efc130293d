import { type ChildProcess, type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Listed, Secret } from "@rekey/core";
import { createEmulator, type Emulator } from "@rekey/emulator";
import { newSealKey, type SealKey } from "@rekey/store";
import { openSqlite } from "@rekey/store/sqlite";

const REGION = "cn-north-4";
const PROJECT = "0bec5db98280d2d02fd6c00c2de791ce";
const INSTANCES = ["kill-1", "kill-2", "kill-3"];
/** What DCS allows an instance. */
const MOST_USERS = 18;

/** A Scene is a cloud whose Redis is real, a configuration that rotates every second, and what is needed to look behind it. */
export interface Scene {
  readonly emulator: Emulator;
  readonly config: string;
  readonly sqlite: string;
  readonly key: SealKey;
  close(): Promise<void>;
}

/**
 * A new scene in a folder of its own; resets take a while there, so that kills fall into them. Each kill in the middle of a rotation costs that
 * account a try of its budget, so there are as many accounts as the kills want.
 */
export async function openScene(kills: number): Promise<Scene> {
  const users = Array.from({ length: Math.min(MOST_USERS, Math.ceil(kills / 6)) }, (_, n) => `app-${n}`);
  const folder = mkdtempSync(join(tmpdir(), "rekey-kills-"));
  const emulator = await createEmulator(
    {
      region: REGION,
      project: PROJECT,
      keys: [{ accessKey: "KILLS", secretKey: "canary-secret-key" }],
      instances: INSTANCES.map((name) => ({
        name,
        id: name,
        updatingMs: 60,
        accounts: users.map((user) => ({ name: user, password: `canary-First-${user}` })),
      })),
      faults: [
        { operation: "resetAclAccountPassWord", times: "always", do: { type: "slow", ms: 120 } },
        { operation: "listAclAccounts", times: "always", do: { type: "delay", ms: 10 } },
      ],
    },
    { dataPlane: "redis" },
  );
  const source = join(folder, "seal.key");
  const key = newSealKey();
  writeFileSync(source, key.reveal(), { mode: 0o600 });
  mkdirSync(join(folder, "delivered"));
  const config = join(folder, "rekey.yaml");
  writeFileSync(config, JSON.stringify(configOf(emulator, { folder, users })));
  return {
    emulator,
    config,
    sqlite: join(folder, "rekey.db"),
    key: { source: `file:${source}`, key },
    close: () => emulator.close(),
  };
}

/** JSON is YAML too. */
function configOf({ endpoints, addresses }: Emulator, { folder, users }: { folder: string; users: readonly string[] }) {
  const declaration = (instance: string, user: string) => ({
    kind: "dcs.acl-password",
    connection: "loopback",
    account: { instance, user },
    rotate: { every: "1s" },
    deliver: ["files"],
  });
  return {
    store: { sqlite: "rekey.db" },
    seal: { keys: ["file:seal.key"] },
    connections: {
      loopback: {
        region: REGION,
        project: PROJECT,
        credentials: { accessKey: "env:KILLS_AK", secretKey: "env:KILLS_SK" },
        endpoints,
        reach: Object.values(addresses).map(({ host, port }) => `${host}:${port}`),
        quiet: "2s",
      },
    },
    sinks: { files: { file: { path: join(folder, "delivered", "{name}"), format: "raw" } } },
    declarations: Object.fromEntries(
      INSTANCES.flatMap((instance) => users.map((user) => [`${instance}.${user}`, declaration(instance, user)])),
    ),
  };
}

const MAIN = join(import.meta.dirname, "../../dist/main.js");

/** Starts the built `rotator`, or another program that takes the same configuration, and waits until it says that it has begun. */
export async function start(args: readonly string[]): Promise<ChildProcess> {
  const child = launch(args);
  const began = Promise.withResolvers<void>();
  createInterface({ input: child.stdout }).on("line", (line) => line.includes("started") && began.resolve());
  child.once("close", (code) => began.reject(new Error(`it ended with ${String(code)} before it had begun`)));
  await began.promise;
  return child;
}

/** Runs a command of the built `rotator` to its end, and answers with its exit code. */
export async function command(scene: Scene, ...args: readonly string[]): Promise<number | null> {
  const child = launch([MAIN, ...args, "--config", scene.config]);
  child.stdout.resume();
  const [code] = await once(child, "close");
  return typeof code === "number" ? code : null;
}

/** The arguments of the daemon. */
export function daemonOf({ config }: Scene): readonly string[] {
  if (!existsSync(MAIN)) throw new Error("build it first: pnpm build");
  return [MAIN, "run", "--config", config];
}

function launch(args: readonly string[]): ChildProcessByStdio<null, Readable, null> {
  const env = { PATH: process.env["PATH"], KILLS_AK: "KILLS", KILLS_SK: "canary-secret-key" };
  return spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
}

/** Ends it as the kernel does, and waits until it is gone. */
export async function kill(child: ChildProcess): Promise<void> {
  const closed = once(child, "close");
  child.kill("SIGKILL");
  await closed;
}

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
