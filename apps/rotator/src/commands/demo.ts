import { join } from "node:path";
import type { Secret } from "@rekey/core";
import type { Command } from "commander";
import type { Bind } from "../command.ts";
import { loadOperator } from "../config/load.ts";
import { rotateAll } from "../demo/all.ts";
import { logsIn } from "../demo/login.ts";
import { openScene, type Scene } from "../demo/scene.ts";
import { deliveredText, headline } from "../demo/tell.ts";
import { EXIT } from "../exit.ts";
import { demand, withStore } from "../session.ts";
import type { Setting } from "../setting.ts";
import { Trouble } from "../trouble.ts";

const NAME = "cache-app";

/** `rotator demo`: the main job from end to end against an emulator on loopback; needs nothing, leaves a folder to look at. */
export function demo(program: Command, bind: Bind): void {
  bind(
    program
      .command("demo")
      .description("rotate a Redis password in an emulated cloud on this machine, and show all of it")
      .option("--all", "rotate one credential of every kind instead, and show what each did"),
    act,
  );
}

async function act(setting: Setting, { all = false }: { all?: boolean }): Promise<number> {
  await (all ? rotateAll(setting) : rotateOne(setting));
  return EXIT.done;
}

async function rotateOne(setting: Setting): Promise<void> {
  const { stdout } = setting.io;
  await using scene = await openScene();
  const behind = scene.emulator.dataPlane === "redis" ? "a real redis-server behind it" : "a small Redis of its own";
  stdout.write(`A Huawei Cloud on loopback: one DCS instance, one ACL account, ${behind}.\n`);
  const plan = join(scene.folder, "demo.plan");
  await command(["plan", "--out", plan], scene, setting);
  await command(["apply", plan], scene, setting);
  await prove(scene, setting);
  headline(setting, "What the application gets");
  stdout.write(deliveredText(scene.delivered));
  await command(["status"], scene, setting);
  stdout.write(whereText(scene));
}

/** Runs one command of this command line as a person would. */
async function command(argv: readonly string[], { config, folder }: Scene, setting: Setting): Promise<void> {
  headline(setting, `$ rotator ${argv.map((word) => word.replace(`${folder}/`, "")).join(" ")}`);
  const exit = await setting.run(["--config", config, ...argv]);
  if (exit !== EXIT.done)
    throw new Trouble(`the demo's rotator ${argv[0] ?? ""} ended with ${exit}`, { youCan: `look into ${folder}` });
}

/** An ordinary Redis client, with the new password and with the old one. */
async function prove(scene: Scene, setting: Setting): Promise<void> {
  headline(setting, "Proof, with a Redis client");
  const isNewAccepted = await logsIn(scene, await current(scene, setting));
  const isOldAccepted = await logsIn(scene, scene.old);
  setting.io.stdout.write(
    `  the new password ${isNewAccepted ? "logs in" : "is refused"}\n  the old password ${isOldAccepted ? "logs in" : "is refused"}\n`,
  );
  if (!isNewAccepted || isOldAccepted)
    throw new Trouble("the demo's proof failed", { youCan: `look into ${scene.folder}` });
}

function current({ config }: Scene, setting: Setting): Promise<Secret> {
  const operator = loadOperator([config], setting.io, setting.plugged);
  return withStore(operator, setting, async (opened) => {
    const { credential } = await demand(NAME, opened);
    const secret = credential.current?.issued?.secret;
    if (!secret) throw new Trouble("the demo holds no secret");
    return secret;
  });
}

function whereText({ folder, config, delivered }: Scene): string {
  return `
Everything lies in ${folder}:
  ${config}   what is rotated, and how
  ${join(folder, "rekey.db")}   the store, sealed with seal.key beside it
  ${delivered}   what was delivered
The emulated cloud ends with this command; remove the folder when you have seen enough.
`;
}
