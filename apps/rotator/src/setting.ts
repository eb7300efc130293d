import type { Command } from "commander";
import type { Plugged } from "./config/config.ts";
import type { Io } from "./io.ts";
import { kinds } from "./kinds.ts";
import { sinkKinds } from "./sinks.ts";
import { type Paint, paintFor } from "./voice/paint.ts";

/** A Setting is what every command gets: its process, the global options, and what is plugged in. */
export interface Setting {
  readonly io: Io;
  readonly files: readonly string[];
  readonly isJson: boolean;
  readonly isDebug: boolean;
  readonly paint: Paint;
  readonly plugged: Plugged;
  /** Runs another command line in this process. */
  readonly run: (argv: readonly string[]) => Promise<number>;
}

interface Globals {
  readonly config?: readonly string[];
  readonly json?: boolean;
  readonly debug?: boolean;
  readonly color?: boolean;
}

export const plugged: Plugged = { kinds, sinkKinds };

/** Reads the global options. */
export function settingOf(command: Command, given: Pick<Setting, "io" | "plugged" | "run">): Setting {
  const { io } = given;
  const { config = [], json = false, debug = false, color = true } = command.optsWithGlobals<Globals>();
  return {
    ...given,
    files: config.length === 0 ? ["rekey.yaml"] : config,
    isJson: json,
    isDebug: debug,
    paint: paintFor(io.stdout, io, color && !json),
  };
}

/** Prints what a command found: as text for people, or as one object with --json. */
export function print({ io, isJson }: Setting, text: string, json: () => object): void {
  io.stdout.write(isJson ? `${JSON.stringify({ formatVersion: "1", ...json() })}\n` : text);
}
