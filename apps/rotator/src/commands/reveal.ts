import type { Credential, Issued } from "@rekey/core";
import { type Command, Option } from "commander";
import type { Bind } from "../command.ts";
import { loadOperator } from "../config/load.ts";
import { EXIT } from "../exit.ts";
import { demand, whoAsks, withStore } from "../session.ts";
import type { Setting } from "../setting.ts";
import { Trouble } from "../trouble.ts";

type Which = "current" | "previous" | "candidate";

interface Options {
  readonly yes?: boolean;
  readonly which: Which;
}

/** `rotator reveal NAME`: hands one secret out, after it is written down who asked. */
export function reveal(program: Command, bind: Bind): void {
  const command = program
    .command("reveal")
    .description("print one secret, to a pipe or with --yes to a terminal; it is written down who asked")
    .argument("<name>")
    .addOption(
      new Option("--which <version>", "which version").choices(["current", "previous", "candidate"]).default("current"),
    )
    .option("--yes", "let it stand on the screen");
  bind(command, act);
}

async function act(setting: Setting, name: string, { yes = false, which }: Options): Promise<number> {
  const { io, isJson } = setting;
  if (isJson) throw refusal("a secret is never printed as JSON", "pipe it without --json");
  if (io.stdout.isTTY && !yes) throw refusal("the secret would stay on the screen", "pipe it on, or add --yes");
  const operator = loadOperator(setting.files, io, setting.plugged);
  return withStore(operator, setting, async (opened) => {
    const { uid, credential, declaration } = await demand(name, opened);
    const { number: version, issued } = versionOf(credential, which) ?? {};
    if (!issued) throw new Trouble(`${name} holds no ${which} secret`, { youCan: `see rotator status ${name}` });
    const { kind, connection } = declaration;
    await opened.store.record({
      name: "secret.revealed",
      at: io.clock.now(),
      uid,
      credential: name,
      kind,
      connection,
      version,
      by: whoAsks(setting),
      message: which,
    });
    io.stdout.write(issued.secret.reveal() + (io.stdout.isTTY ? "\n" : ""));
    return EXIT.done;
  });
}

function versionOf(
  { current, previous, attempt }: Credential,
  which: Which,
): { number: number; issued?: Issued | undefined } | undefined {
  if (which === "candidate") return attempt && { number: attempt.version, issued: attempt.candidate };
  return which === "current" ? current : previous;
}

function refusal(message: string, youCan: string): Trouble {
  return new Trouble(message, { changed: "no: nothing was read", youCan, exit: EXIT.usage });
}
