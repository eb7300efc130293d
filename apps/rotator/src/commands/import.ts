import { Secret } from "@rekey/core";
import type { Command } from "commander";
import type { Bind } from "../command.ts";
import type { Config } from "../config/config.ts";
import { loadConfig } from "../config/load.ts";
import { EXIT } from "../exit.ts";
import { desires } from "../plan/desire.ts";
import { demand, type Session, withSession } from "../session.ts";
import type { Setting } from "../setting.ts";
import { Trouble } from "../trouble.ts";
import { patience } from "./apply.ts";
import { request } from "./request.ts";

/** `rotator import NAME`: takes the secret in force from standard input; checked before it is believed. */
export function importing(program: Command, bind: Bind): void {
  const command = program
    .command("import")
    .description("take the secret that is in force from standard input")
    .argument("<name>")
    .option("--wait <duration>", "how long to follow what takes its time", "10m");
  bind(command, act);
}

async function act(setting: Setting, name: string, { wait }: { wait: string }): Promise<number> {
  const patienceMs = patience(wait);
  const config = loadConfig(setting.files, setting.io, setting.plugged);
  const secret = await secretFrom(setting);
  const work = async (session: Session) => {
    const uid = await uidOf(name, config, session);
    return request({ uid, what: { inForce: secret }, words: "Imported", patienceMs }, session, setting);
  };
  return withSession(config.operator, setting, work, { isNew: true });
}

/** A secret that is piped in; the newline that ends it is not part of it. */
export async function secretFrom({ io: { stdin } }: Setting): Promise<Secret> {
  if (stdin.isTTY)
    throw refusal("a secret typed here would stay on the screen", "pipe it in: rotator import NAME < FILE");
  const text = (await stdin.all()).replace(/\r?\n$/, "");
  if (text === "") throw refusal("no secret came in on standard input", "pipe it in: rotator import NAME < FILE");
  if (/[\r\n]/.test(text)) throw refusal("more than one line came in on standard input", "pipe in the secret alone");
  return new Secret(text);
}

function refusal(message: string, youCan: string): Trouble {
  return new Trouble(message, { changed: "no: nothing was begun", youCan, exit: EXIT.usage });
}

/** What is declared but not applied yet is declared with its import, so that it need not be rotated first. */
async function uidOf(name: string, { declarations }: Config, session: Session): Promise<string> {
  const { store } = session.opened;
  const declaring = declarations.find(({ declaration }) => declaration.name === name);
  const found = await store.find(name);
  if (found || !declaring) return (found ?? (await demand(name, session.opened))).uid;
  const [desired] = await desires([declaring], session.wires);
  if (!desired) throw new TypeError("one declaration makes one desire");
  return (await store.declare(desired.declaration, desired.place, session.wires.clock.now())).uid;
}
