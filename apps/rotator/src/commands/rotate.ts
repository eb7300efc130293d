import type { Command } from "commander";
import type { Bind } from "../command.ts";
import { loadOperator } from "../config/load.ts";
import { demand, withSession } from "../session.ts";
import type { Setting } from "../setting.ts";
import { patience } from "./apply.ts";
import { request } from "./request.ts";

/** `rotator rotate NAME`: asks for a rotation now. */
export function rotate(program: Command, bind: Bind): void {
  const command = program
    .command("rotate")
    .description("rotate one credential now")
    .argument("<name>")
    .option("--wait <duration>", "how long to follow what takes its time", "10m");
  bind(command, act);
}

async function act(setting: Setting, name: string, { wait }: { wait: string }): Promise<number> {
  const patienceMs = patience(wait);
  const operator = loadOperator(setting.files, setting.io, setting.plugged);
  return withSession(operator, setting, async (session) => {
    const { uid } = await demand(name, session.opened);
    return request({ uid, what: "rotate", words: "Rotated", patienceMs }, session, setting);
  });
}
