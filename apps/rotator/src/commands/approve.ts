import type { Command } from "commander";
import type { Bind } from "../command.ts";
import { loadOperator } from "../config/load.ts";
import { awaited } from "../plan/awaited.ts";
import { demand, withSession } from "../session.ts";
import { print, type Setting } from "../setting.ts";
import { Trouble } from "../trouble.ts";
import { planText } from "../voice/plan.ts";
import { patience } from "./apply.ts";
import { consent } from "./consent.ts";
import { request } from "./request.ts";

interface Options {
  readonly yes?: boolean;
  readonly wait: string;
}

/** `rotator approve NAME`: lets one step begin that disturbs a person or a device. */
export function approve(program: Command, bind: Bind): void {
  const command = program
    .command("approve")
    .description("show the step that waits for approval, and let it begin within a day")
    .argument("<name>")
    .option("--yes", "do not ask; needed where nobody can be asked")
    .option("--wait <duration>", "how long to follow what takes its time", "10m");
  bind(command, act);
}

async function act(setting: Setting, name: string, { yes = false, wait }: Options): Promise<number> {
  const patienceMs = patience(wait);
  const operator = loadOperator(setting.files, setting.io, setting.plugged);
  return withSession(operator, setting, async (session) => {
    const { opened, wires } = session;
    const listed = await demand(name, opened);
    const way = listed.declaration.reconcile;
    const at = { store: opened.store, now: wires.clock.now(), reconcile: way && wires.kind(way.kind) };
    const step = await awaited(listed, wires.kind(listed.declaration.kind), at);
    if (!step)
      throw new Trouble(`nothing of ${name} waits for approval`, {
        changed: "no: nothing was begun",
        youCan: `see rotator status ${name}`,
      });
    if (!setting.isJson) print(setting, planText({ changes: [step.change], unchanged: 0 }, setting.paint), () => ({}));
    if (!yes) await consent(setting, QUESTION);
    const { uid } = listed;
    return request({ uid, what: { approve: step.approve }, words: "Approved", patienceMs }, session, setting);
  });
}

const QUESTION = {
  asks: "Approve this?",
  whether: "whether to approve this",
  declined: "not approved",
  youCan: "add --yes",
};
