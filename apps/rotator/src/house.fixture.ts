import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret } from "@rekey/core";
import { createEmulator, type Emulator, type World } from "@rekey/emulator";
import { newSealKey } from "@rekey/store";
import { openSqlite, type SqliteStore } from "@rekey/store/sqlite";
import { vi } from "vitest";
import { run } from "./cli.ts";
import type { Plugged } from "./config/config.ts";
import { type Given, testIo, type TestIo } from "./io.fixture.ts";
import { plugged as builtIn } from "./setting.ts";

// Real sockets and real fsyncs on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

export const OLD = "canary-Old-1";
const PROJECT = "0bec5db98280d2d02fd6c00c2de791ce";

/** What a command did. */
export interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** A House is a folder with a configuration, a cloud on loopback, and the command line between them. */
export interface House extends AsyncDisposable {
  readonly folder: string;
  readonly emulator: Emulator;
  /** Runs one command to its end, in this process. */
  rotator(argv: string, given?: Given): Promise<Ran>;
  /** Begins one command that goes on. */
  begin(argv: string, given?: Given): { io: TestIo; ended: Promise<number> };
  /** Changes a file of the folder. */
  edit(file: string, change: (text: string) => string): void;
  read(file: string): string;
  /** Looks into the store, behind everybody's back. */
  withStore<T>(work: (store: SqliteStore) => Promise<T>): Promise<T>;
}

export interface HouseOptions {
  /** What the key may do; everything where absent. */
  readonly permissions?: string[];
  /** IAM's users; nobody where absent. */
  readonly users?: NonNullable<World["iam"]>["users"];
  readonly instance?: Partial<NonNullable<World["instances"]>[number]>;
  readonly plugged?: Partial<Plugged>;
}

/** Opens a house with one instance, `cache-prod`, and two accounts, `app` and `other`; `app` is declared. */
export async function openHouse({
  instance = {},
  plugged = {},
  permissions = ["*"],
  users = [],
}: HouseOptions = {}): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), "house-"));
  const emulator = await cloudWith(instance, { permissions, users });
  const key = newSealKey();
  const put = (file: string, text: string) => writeFileSync(join(folder, file), text, { mode: 0o600 });
  mkdirSync(join(folder, "delivered"));
  put("seal.key", `${key.reveal()}\n`);
  put("rekey.yaml", configuration(emulator, folder));
  const begin = (argv: string, given?: Given) => beginIn(folder, argv, { given, plugged: { ...builtIn, ...plugged } });
  return {
    folder,
    emulator,
    begin,
    rotator: (argv, given) => finished(begin(argv, given)),
    edit: (file, change) => put(file, change(readFileSync(join(folder, file), "utf8"))),
    read: (file) => readFileSync(join(folder, file), "utf8"),
    async withStore(work) {
      await using store = await openSqlite(join(folder, "rekey.db"), { keys: [{ source: "test", key }] });
      return await work(store);
    },
    [Symbol.asyncDispose]: () => emulator.close(),
  };
}

function cloudWith(
  instance: HouseOptions["instance"],
  { permissions, users }: Required<Pick<HouseOptions, "permissions" | "users">>,
): Promise<Emulator> {
  const accounts = ["app", "other"].map((name) => ({ name, password: new Secret(OLD) }));
  const keys = [{ accessKey: "AKHOUSE", secretKey: new Secret("canary-secret-key"), permissions }];
  const instances = [{ name: "cache-prod", accounts, ...instance }];
  return createEmulator(
    { region: "cn-north-4", project: PROJECT, keys, instances, iam: { users } },
    { dataPlane: "small" },
  );
}

interface Beginning {
  readonly given: Given | undefined;
  readonly plugged: Plugged;
}

const ENV = { AK: "AKHOUSE", SK: "canary-secret-key", USER: "ada" };

function beginIn(
  cwd: string,
  argv: string,
  { given = {}, plugged }: Beginning,
): { io: TestIo; ended: Promise<number> } {
  const io = testIo({ cwd, ...given, env: { ...ENV, ...given.env } });
  return { io, ended: run(argv.split(" ").filter(Boolean), io, plugged) };
}

async function finished({ io, ended }: { io: TestIo; ended: Promise<number> }): Promise<Ran> {
  const exit = await ended;
  return { exit, out: io.out(), err: io.err() };
}

function configuration({ endpoints, addresses }: Emulator, folder: string): string {
  const reach = Object.values(addresses).map(({ host, port }) => JSON.stringify(`${host}/32:${port}`));
  return `store: { sqlite: rekey.db }
seal: { keys: [file:seal.key] }
connections:
  prod:
    region: cn-north-4
    project: ${PROJECT}
    credentials: { accessKey: env:AK, secretKey: env:SK }
    endpoints: { dcs: "${endpoints.dcs}" }
    reach: [${reach.join(", ")}]
sinks:
  app-env: { file: { path: "${folder}/delivered/{name}.env", format: dotenv, mode: "0400" } }
declarations:
  cache-app:
    kind: dcs.acl-password
    connection: prod
    account: { instance: cache-prod, user: app }
    rotate: { every: 30d }
    deliver: [app-env]
`;
}

/** A second declaration, to be put at the end of the file. */
export const OTHER = `  cache-other:
    kind: dcs.acl-password
    connection: prod
    account: { instance: cache-prod, user: other }
    rotate: { every: 7d }
`;
