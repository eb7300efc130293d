import type { Command } from "commander";
import type { Bind } from "../command.ts";
import { loadOperator } from "../config/load.ts";
import { demand, withSession } from "../session.ts";
import type { Setting } from "../setting.ts";
import { patience } from "./apply.ts";
import { request } from "./request.ts";

/** `rotator resume NAME`: ends a pause now; what is owed begins. */
export function resume(program: Command, bind: Bind): void {
  const command = program
    .command("resume")
    .description("end a pause; what is owed begins")
    .argument("<name>")
    .option("--wait <duration>", "how long to follow what takes its time", "10m");
  bind(command, act);
}

async function act(setting: Setting, name: string, { wait }: { wait: string }): Promise<number> {
  const patienceMs = patience(wait);
  const operator = loadOperator(setting.files, setting.io, setting.plugged);
  return withSession(operator, setting, async (session) => {
    const { uid } = await demand(name, session.opened);
    return request({ uid, what: "resume", words: "Resumed", patienceMs }, session, setting);
  });
}
