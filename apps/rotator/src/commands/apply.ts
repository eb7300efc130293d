import { resolve } from "node:path";
import { underWayUntil } from "@rekey/core";
import type { Command } from "commander";
import type { Bind } from "../command.ts";
import { parseDuration } from "../config/duration.ts";
import { loadConfig } from "../config/load.ts";
import { EXIT } from "../exit.ts";
import { carryOut } from "../plan/carry-out.ts";
import { checkPlan } from "../plan/basis.ts";
import { type Computed, computePlan } from "../plan/compute.ts";
import { lastSeq, workOn } from "../progress/work.ts";
import { type Session, withSession } from "../session.ts";
import { print, type Setting } from "../setting.ts";
import { Trouble } from "../trouble.ts";
import { planText } from "../voice/plan.ts";
import { listed } from "../voice/table.ts";
import { consent } from "./consent.ts";

interface Options {
  readonly yes?: boolean;
  readonly allowForget?: boolean;
  readonly wait: string;
}

/** `rotator apply`: the only way from the file into the store. */
export function apply(program: Command, bind: Bind): void {
  const command = program
    .command("apply")
    .description("make it so: take the declarations in, and rotate what is due")
    .argument("[plan]", "a file that plan --out wrote; refused where the world has moved on")
    .option("--yes", "do not ask; needed where nobody can be asked")
    .option("--allow-forget", "let go of what is no longer declared")
    .option("--wait <duration>", "how long to follow what takes its time", "10m");
  bind(command, act);
}

async function act(setting: Setting, planFile: string | undefined, options: Options): Promise<number> {
  const patienceMs = patience(options.wait);
  const config = loadConfig(setting.files, setting.io, setting.plugged);
  const work = async (session: Session) => {
    const computed = await computePlan(config, session.wires, session.opened.store);
    if (planFile !== undefined) checkPlan(resolve(setting.io.cwd, planFile), computed);
    else if (!setting.isJson) print(setting, planText(computed, setting.paint), () => ({}));
    demandAllowed(computed, options, setting.io.clock.now());
    if (computed.changes.length === 0) return nothing(setting);
    if (planFile === undefined && !options.yes) await consent(setting, QUESTION);
    const since = await lastSeq(session.opened);
    const uids = await carryOut(computed, session, setting);
    if (!setting.isJson && planFile === undefined) setting.io.stdout.write("\n");
    return workOn({ uids, since, words: "Applied", patienceMs }, session, setting);
  };
  return withSession(config.operator, setting, work, { isNew: true });
}

/** How long to follow, as it was written. */
export function patience(text: string): number {
  const ms = parseDuration(text);
  if (ms !== undefined) return ms;
  throw new Trouble(`--wait ${text} is not a duration`, {
    changed: "no: nothing was begun",
    youCan: "write it like 10m",
    exit: EXIT.usage,
  });
}

function nothing(setting: Setting): number {
  if (setting.isJson) print(setting, "", () => ({ credentials: [] }));
  return EXIT.done;
}

function demandAllowed({ gone }: Computed, { allowForget }: Options, now: Date): void {
  const names = gone.map(({ declaration }) => declaration.name);
  const open = gone.find(({ credential }) => (underWayUntil(credential) ?? now) > now);
  if (open)
    throw new Trouble(`${open.declaration.name} cannot be forgotten: a rotation of it is under way`, {
      changed: "no: nothing was begun",
      youCan: `declare it again until it is finished, or resolve it: rotator status ${open.declaration.name}`,
    });
  if (names.length === 0 || allowForget) return;
  throw new Trouble(`${listed(names)} ${names.length === 1 ? "is" : "are"} no longer declared and would be forgotten`, {
    changed: "no: nothing was begun",
    youCan: "add --allow-forget, declare them again, or say where they moved with `moved`",
    exit: EXIT.usage,
  });
}

const QUESTION = {
  asks: "Apply this?",
  whether: "whether to apply this",
  declined: "not applied",
  youCan: "add --yes, or give a plan that plan --out wrote",
};
