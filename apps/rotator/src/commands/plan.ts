import { resolve } from "node:path";
import type { Command } from "commander";
import type { Bind } from "../command.ts";
import { loadConfig } from "../config/load.ts";
import { EXIT } from "../exit.ts";
import { writePlan } from "../plan/basis.ts";
import { computePlan } from "../plan/compute.ts";
import { withLook } from "../session.ts";
import { print, type Setting } from "../setting.ts";
import { planText } from "../voice/plan.ts";

interface Options {
  readonly out?: string;
  readonly detailedExitcode?: boolean;
}

/** `rotator plan`: says what apply would do, and changes nothing. */
export function plan(program: Command, bind: Bind): void {
  const command = program
    .command("plan")
    .description("say what apply would do; changes nothing")
    .option("--out <file>", "keep the plan for a later apply; holds no secret")
    .option("--detailed-exitcode", "end with 2 where there is something to do");
  bind(command, act);
}

async function act(setting: Setting, { out, detailedExitcode = false }: Options): Promise<number> {
  const config = loadConfig(setting.files, setting.io, setting.plugged);
  return withLook(config.operator, setting, async (wires, opened) => {
    const computed = await computePlan(config, wires, opened?.store);
    if (out !== undefined) writePlan(resolve(setting.io.cwd, out), computed, wires.clock.now());
    const { changes, unchanged } = computed;
    print(setting, planText(computed, setting.paint), () => ({ changes, unchanged }));
    return detailedExitcode && changes.length > 0 ? EXIT.changes : EXIT.done;
  });
}
