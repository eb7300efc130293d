import { Secret, type Statement } from "@rekey/core";
import type { Command } from "commander";
import type { Bind } from "../command.ts";
import { loadOperator } from "../config/load.ts";
import { EXIT } from "../exit.ts";
import { demand, withSession } from "../session.ts";
import type { Setting } from "../setting.ts";
import { Trouble } from "../trouble.ts";
import { patience } from "./apply.ts";
import { secretFrom } from "./import.ts";
import { request } from "./request.ts";
import { whose } from "./whose.ts";

interface Options {
  readonly candidate?: boolean;
  readonly current?: boolean;
  readonly secretStdin?: boolean;
  readonly account?: string;
  readonly wait: string;
}

/** `rotator resolve NAME`: a person says which secret is in force. */
export function resolve(program: Command, bind: Bind): void {
  const command = program
    .command("resolve")
    .description("say which secret of a stuck credential is in force; checked where it can be")
    .argument("<name>")
    .option("--candidate", "the new one")
    .option("--current", "the old one")
    .option("--secret-stdin", "the one on standard input")
    .option("--account <which>", "of two accounts that take turns, the one whose secret comes in, such as app-b")
    .option("--wait <duration>", "how long to follow what takes its time", "10m");
  bind(command, act);
}

async function act(setting: Setting, name: string, options: Options): Promise<number> {
  const patienceMs = patience(options.wait);
  const said = await answer(options, setting);
  const operator = loadOperator(setting.files, setting.io, setting.plugged);
  return withSession(operator, setting, async (session) => {
    const { uid, declaration } = await demand(name, session.opened);
    const isTold = said.inForce instanceof Secret || options.account !== undefined;
    const what = isTold ? { ...said, ...whose(declaration, options.account) } : said;
    return request({ uid, what, words: "Resolved", patienceMs }, session, setting);
  });
}

async function answer({ candidate, current, secretStdin }: Options, setting: Setting): Promise<Statement> {
  const given = [candidate, current, secretStdin].filter(Boolean);
  if (given.length !== 1)
    throw new Trouble("say which secret is in force", {
      changed: "no: nothing was begun",
      youCan: "give one of --candidate, --current and --secret-stdin",
      exit: EXIT.usage,
    });
  if (secretStdin) return { inForce: await secretFrom(setting) };
  return { inForce: candidate ? "candidate" : "current" };
}
