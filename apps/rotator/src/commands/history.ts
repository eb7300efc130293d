import type { Command } from "commander";
import type { Bind } from "../command.ts";
import { loadOperator } from "../config/load.ts";
import { EXIT } from "../exit.ts";
import { demand, withStore } from "../session.ts";
import { print, type Setting } from "../setting.ts";
import type { OpenStore } from "../storing.ts";
import { Trouble } from "../trouble.ts";
import { eventText } from "../voice/event.ts";
import { table } from "../voice/table.ts";
import { when } from "../voice/when.ts";

/** `rotator history NAME`: every transition, newest first, from the audit chain. */
export function history(program: Command, bind: Bind): void {
  const command = program
    .command("history")
    .description("show the transitions of one credential, newest first")
    .argument("<name>")
    .option("--most <count>", "how many", "50");
  bind(command, act);
}

async function act(setting: Setting, name: string, { most }: { most: string }): Promise<number> {
  const count = Number(most);
  if (!Number.isInteger(count) || count < 1)
    throw new Trouble(`--most ${most} is no count`, { youCan: "write it like 50", exit: EXIT.usage });
  const operator = loadOperator(setting.files, setting.io, setting.plugged);
  const show = async (opened: OpenStore): Promise<number> => {
    const { uid } = await demand(name, opened);
    const events = await opened.store.events({ uid, most: count, isNewestFirst: true });
    const now = setting.io.clock.now();
    const rows = events.map((event) => [
      when(event.at, now),
      event.name,
      `${eventText(event)}${event.by === undefined ? "" : `, asked by ${event.by}`}`,
    ]);
    print(setting, table(rows), () => ({ events }));
    return EXIT.done;
  };
  return withStore(operator, setting, show, { isReadOnly: true });
}
