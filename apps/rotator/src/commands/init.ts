import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { newSealKey } from "@rekey/store";
import { openSqlite } from "@rekey/store/sqlite";
import { type Command, Option } from "commander";
import type { Bind } from "../command.ts";
import { loadOperator } from "../config/load.ts";
import { Connections } from "../connections.ts";
import { EXIT } from "../exit.ts";
import { foundInDcs } from "../init/dcs.ts";
import { demandAbsent, writeNew } from "../init/files.ts";
import { template } from "../init/template.ts";
import { withLook } from "../session.ts";
import { print, type Setting } from "../setting.ts";
import { initText } from "../voice/init.ts";

interface Options {
  readonly from?: "dcs";
  readonly region: string;
  readonly project?: string;
}

/** `rotator init`: a configuration, a seal key, its recovery key and a store; nothing is ever written over. */
export function init(program: Command, bind: Bind): void {
  const command = program
    .command("init")
    .description("begin: write rekey.yaml, make a seal key, a recovery key and a store")
    .addOption(new Option("--from <service>", "list what is there, as commented declarations").choices(["dcs"]))
    .option("--region <region>", "the region of the first connection", "cn-north-4")
    .option("--project <id>", "its project; the region's own where absent");
  bind(command, act);
}

async function act(setting: Setting, options: Options): Promise<number> {
  const [file = "rekey.yaml"] = setting.files;
  const path = resolve(setting.io.cwd, file);
  if (options.from !== undefined && existsSync(path)) return list(setting);
  const folder = dirname(path);
  const paths = {
    path,
    seal: join(folder, "seal.key"),
    recovery: join(folder, "recovery.key"),
    store: join(folder, "rekey.db"),
  };
  demandAbsent(Object.values(paths));
  const found = options.from === undefined ? undefined : await lookAround(options, setting);
  await make(paths, setting);
  writeNew(path, template({ region: options.region, project: options.project, found }), 0o644);
  print(setting, initText(paths), () => ({ ...paths }));
  return EXIT.done;
}

interface Paths {
  readonly seal: string;
  readonly recovery: string;
  readonly store: string;
}

/** The store is made at once: only so does the recovery key open it too. */
async function make({ seal, recovery, store }: Paths, { io }: Setting): Promise<void> {
  const keys = [
    { source: "file:seal.key", key: newSealKey(), path: seal },
    { source: "recovery", key: newSealKey(), path: recovery },
  ];
  for (const { key, path } of keys) writeNew(path, `${key.reveal()}\n`, 0o600);
  const opened = await openSqlite(store, { keys, clock: io.clock });
  await opened.close();
}

/** Before anything is written: what the first connection would see. */
async function lookAround({ region, project }: Options, { io }: Setting): Promise<string> {
  const written = { name: "prod", folder: io.cwd, region, project };
  const connections = new Connections(new Map([["prod", written]]), { io, clock: io.clock });
  try {
    return await foundInDcs(connections.get("prod"), "prod");
  } finally {
    await connections.close();
  }
}

/** The configuration is there and stays as it is; what its connections see is printed, to be pasted. */
async function list(setting: Setting): Promise<number> {
  const operator = loadOperator(setting.files, setting.io, setting.plugged);
  return withLook(operator, setting, async (wires) => {
    const names = [...operator.connections.keys()];
    const blocks = await Promise.all(names.map((name) => foundInDcs(wires.connection(name), name)));
    print(setting, `declarations:\n${blocks.join("\n")}`, () => ({ declarations: blocks.join("\n") }));
    return EXIT.done;
  });
}
