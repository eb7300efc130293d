import type { Command } from "commander";
import type { Setting } from "./setting.ts";

/** What a command does; answers with its exit code. */
type Act<Args extends readonly unknown[]> = (setting: Setting, ...args: Args) => Promise<number>;

/** Puts an act behind a command; commander hands its arguments and options over, and the command itself last. */
export type Bind = <Args extends readonly unknown[]>(command: Command, act: Act<Args>) => Command;
