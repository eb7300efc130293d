import { type ChildProcess, type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { createEmulator, type Emulator, type World } from "@rekey/emulator";
import { newSealKey } from "@rekey/store";

const PLACE = { region: "cn-north-4", project: "0bec5db98280d2d02fd6c00c2de791ce" };
const KEY = { accessKey: "E2E", secretKey: "canary-secret-key" };
/** How the daemon signs in to Meeting, where a scene has one. */
export const APP = { appId: "e2e", appKey: "canary-app-key" };
const MAIN = join(import.meta.dirname, "../apps/rotator/dist/main.js");

/** A Scene is a cloud on loopback, the built daemon with its API, and a folder in which Pulumi programs live. */
export interface Scene extends AsyncDisposable {
  readonly emulator: Emulator;
  /** Where a program finds the packages that it imports, and where its stacks are kept. */
  readonly folder: string;
  /** What `pulumi` and what it starts are run with. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the daemon is, and its token for programs. */
  readonly url: string;
  readonly token: string;
  /** What the sink was given for a name. */
  delivered(name: string): string;
  /** Whether an application logs in to the cache with this password. */
  logsIn(user: string, password: string): Promise<boolean>;
  /** What the API lists. */
  declarations(): Promise<readonly Declared[]>;
  /** Runs one of the operator's commands beside the daemon, and answers with what it printed. */
  rotator(...args: readonly string[]): Promise<string>;
  /** The same, for a command that reads a secret. */
  tell(secret: string, ...args: readonly string[]): Promise<string>;
  /** Ends the daemon; `restart` brings it back at the same address. */
  stop(): Promise<void>;
  restart(): Promise<void>;
}

/** A Declared is a declaration as the API lists it. */
export interface Declared {
  readonly name: string;
  readonly uid: string;
  readonly owner: string;
  readonly generation: number;
}

/** A Cloud is what a scene emulates. */
export interface Cloud extends Pick<World, "instances" | "iam" | "meeting"> {
  readonly dataPlane: "redis" | "small";
}

const accounts = ["app", "report", "batch", "queue", "mail", "shop"];
const ONE: Cloud = {
  instances: [{ id: "cache-1", name: "cache-prod", accounts: accounts.map(accountOf) }],
  dataPlane: "redis",
};

/** An account as it is before anybody rotates it. */
export function accountOf(name: string) {
  return { name, password: `canary-First-${name}` };
}

/** Opens a scene; wants the packages built, and the Pulumi CLI on PATH. */
export async function openScene({ dataPlane, ...world } = ONE): Promise<Scene> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "rekey-e2e-")));
  for (const name of ["delivered", "state", "home"]) mkdirSync(join(folder, name));
  link(folder, "@rekey/pulumi");
  link(folder, "@pulumi/pulumi");
  const emulator = await createEmulator({ ...PLACE, keys: [KEY], ...world }, { dataPlane });
  const config = join(folder, "rekey.yaml");
  writeFileSync(join(folder, "seal.key"), newSealKey().reveal(), { mode: 0o600 });
  const at = "127.0.0.1:0";
  writeFileSync(config, JSON.stringify(configOf(emulator, folder, at)));
  let { child, url } = await begin(config);
  const { host } = new URL(url);
  const token = await tokenOf(config);
  return {
    emulator,
    folder,
    url,
    token,
    env: {
      PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
      PULUMI_HOME: join(folder, "home"),
      PULUMI_CONFIG_PASSPHRASE: "canary-passphrase",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      REKEY_URL: url,
      REKEY_TOKEN: token,
    },
    delivered: (name) => readFileSync(join(folder, "delivered", name), "utf8"),
    logsIn: (user, password) => logsIn(emulator.addresses["cache-1"]?.port ?? 0, user, password),
    declarations: async () => {
      const answer = await fetch(new URL("/v1/declarations", url), { headers: { authorization: `Bearer ${token}` } });
      const { declarations }: { declarations: readonly Declared[] } = JSON.parse(await answer.text());
      return declarations;
    },
    rotator: (...args) => text(rotator(...args, "--config", config).stdout),
    tell: (secret, ...args) => {
      const asked = rotator(...args, "--config", config);
      asked.stdin.end(`${secret}\n`);
      return text(asked.stdout);
    },
    stop: () => end(child),
    restart: async () => {
      writeFileSync(config, JSON.stringify(configOf(emulator, folder, host)));
      ({ child, url } = await begin(config));
    },
    [Symbol.asyncDispose]: async () => {
      await end(child);
      await emulator.close();
    },
  };
}

/** How many files that Pulumi wrote (state, history, backups, logs) hold the token, a password, or what a sink was given. */
export function leaks({ folder, token }: Scene): number {
  const given = filesIn(join(folder, "delivered"));
  const secrets = [...given, token, "canary-"];
  const written = ["state", "home"].flatMap((name) => filesIn(join(folder, name)));
  return written.filter((content) => secrets.some((secret) => content.includes(secret))).length;
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"));

/** A program runs where it stands, so its packages have to be there. */
function link(folder: string, name: string): void {
  const scope = join(folder, "node_modules", name.split("/")[0] ?? "");
  mkdirSync(scope, { recursive: true });
  symlinkSync(realpathSync(join(import.meta.dirname, "node_modules", name)), join(folder, "node_modules", name));
}

/** JSON is YAML too. */
function configOf({ endpoints, addresses }: Emulator, folder: string, listen: string) {
  const allow = [{ kinds: ["*"], owners: ["organization/*"] }];
  return {
    store: { sqlite: "rekey.db" },
    seal: { keys: ["file:seal.key"] },
    http: { listen },
    connections: {
      prod: {
        ...PLACE,
        credentials: { accessKey: "env:E2E_AK", secretKey: "env:E2E_SK" },
        endpoints,
        reach: Object.values(addresses).map(({ host, port }) => `${host}:${port}`),
        quiet: "2s",
        allow,
      },
      meeting: { ...PLACE, credentials: { meetingApp: { appId: APP.appId, appKey: "env:E2E_APP" } }, endpoints, allow },
    },
    sinks: {
      files: { file: { path: join(folder, "delivered", "{name}"), format: "raw" }, allow },
      "app-env": { file: { path: join(folder, "delivered", "{name}.env"), format: "dotenv" }, allow },
    },
  };
}

async function begin(config: string): Promise<{ child: ChildProcess; url: string }> {
  const child = rotator("run", "--config", config);
  const began = Promise.withResolvers<string>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    const [, url] = /"urls":\["([^"]+)"/.exec(line) ?? [];
    if (url !== undefined) began.resolve(url);
  });
  child.once("close", (code) => began.reject(new Error(`the daemon ended with ${String(code)}`)));
  return { child, url: await began.promise };
}

async function tokenOf(config: string): Promise<string> {
  const child = rotator("token", "create", "e2e", "--scope", "declare:*", "--scope", "read", "--config", config);
  return (await text(child.stdout)).trim();
}

function rotator(...args: readonly string[]): ChildProcessByStdio<Writable, Readable, null> {
  const env = { PATH: process.env["PATH"], E2E_AK: KEY.accessKey, E2E_SK: KEY.secretKey, E2E_APP: APP.appKey };
  return spawn(process.execPath, [MAIN, ...args], { env, stdio: ["pipe", "pipe", "inherit"] });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "close");
  child.kill("SIGTERM");
  await closed;
}

async function logsIn(port: number, user: string, password: string): Promise<boolean> {
  const socket = connect(port, "127.0.0.1").setEncoding("utf8");
  socket.write(`AUTH ${user}:${password}\r\n`);
  const [answer] = await once(socket, "data");
  socket.destroy();
  return String(answer).startsWith("+OK");
}
