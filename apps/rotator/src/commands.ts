import type { Command } from "commander";
import type { Bind } from "./command.ts";
import { kinds } from "./commands/kinds.ts";
import { validate } from "./commands/validate.ts";

/** Every command, in the order of the help. */
export const commands: readonly ((program: Command, bind: Bind) => void)[] = [validate, kinds];
