import { type ChildProcess, type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { createEmulator, type Emulator } from "@rekey/emulator";
import { newSealKey, type SealKey } from "@rekey/store";

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
export async function openScene(kills: number, every = "1s"): Promise<Scene> {
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
  writeFileSync(config, JSON.stringify(configOf(emulator, { folder, users, every })));
  return {
    emulator,
    config,
    sqlite: join(folder, "rekey.db"),
    key: { source: `file:${source}`, key },
    close: () => emulator.close(),
  };
}

interface Plot {
  readonly folder: string;
  readonly users: readonly string[];
  readonly every: string;
}

/** JSON is YAML too. */
function configOf({ endpoints, addresses }: Emulator, { folder, users, every }: Plot) {
  const declaration = (instance: string, user: string) => ({
    kind: "dcs.acl-password",
    connection: "loopback",
    account: { instance, user },
    rotate: { every },
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
  const child = begin(scene, ...args);
  const [code] = await once(child, "close");
  return typeof code === "number" ? code : null;
}

/** Starts a command of the built `rotator`, and does not wait for its end. */
export function begin({ config }: Scene, ...args: readonly string[]): ChildProcess {
  const child = launch([MAIN, ...args, "--config", config]);
  child.stdout.resume();
  return child;
}

/** What `rotator status` says now. */
export async function statusOf({ config }: Scene): Promise<string> {
  return text(launch([MAIN, "status", "--config", config]).stdout);
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
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "close");
  child.kill("SIGKILL");
  await closed;
}
