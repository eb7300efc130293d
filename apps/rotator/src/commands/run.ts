import type { Command } from "commander";
import type { Bind } from "../command.ts";
import { loadOperator } from "../config/load.ts";
import { daemon } from "../daemon/run.ts";
import { EXIT } from "../exit.ts";
import { withStore } from "../session.ts";
import type { OpenStore } from "../storing.ts";
import type { Setting } from "../setting.ts";
import { Trouble } from "../trouble.ts";

/** `rotator run`: the daemon. Reads the operator's part, never declarations. */
export function run(program: Command, bind: Bind): void {
  const command = program
    .command("run")
    .description(
      "run the daemon; SIGTERM drains it, a second signal stops it at once, SIGHUP rereads the operator's part",
    )
    .option(
      "--concurrency <count>",
      "how many credentials are worked on at once, half of them of one connection",
      "64",
    );
  bind(command, act);
}

async function act(setting: Setting, { concurrency: written }: { concurrency: string }): Promise<number> {
  const concurrency = Number(written);
  if (!Number.isInteger(concurrency) || concurrency < 1)
    throw new Trouble(`--concurrency ${written} is no count`, { youCan: "write it like 64", exit: EXIT.usage });
  const operator = loadOperator(setting.files, setting.io, setting.plugged);
  const work = (opened: OpenStore) => daemon(operator, opened, { setting, concurrency });
  return withStore(operator, setting, work, { isNew: true });
}
