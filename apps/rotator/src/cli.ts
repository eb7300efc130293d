import { Command, CommanderError } from "commander";
import { type Bind } from "./command.ts";
import { commands } from "./commands.ts";
import type { Plugged } from "./config/config.ts";
import { EXIT } from "./exit.ts";
import type { Io } from "./io.ts";
import { plugged as builtIn, type Setting, settingOf } from "./setting.ts";
import { placeOf } from "./plan/place.ts";
import { errorText, exitOf } from "./voice/error.ts";
import { paintFor } from "./voice/paint.ts";
import { problemJson } from "./voice/problem.ts";
import { shown } from "./voice/shown.ts";
import { version } from "./version.ts";

/** Runs one command line and answers with its exit code; never throws, never ends the process itself. */
export async function run(argv: readonly string[], process: Io, plugged: Plugged = builtIn): Promise<number> {
  const io = { ...process, stdout: shown(process.stdout), stderr: shown(process.stderr) };
  let exit: number = EXIT.done;
  const bind: Bind = (command, act) =>
    command.action(async (...args: unknown[]) => {
      const setting = settingOf(command, { io, plugged, run: (inner) => run(inner, process, plugged) });
      exit = await attempt(setting, () => Reflect.apply(act, undefined, [setting, ...args.slice(0, -1)]));
    });
  const program = programOf(io);
  for (const add of commands) add(program, bind);
  try {
    await program.parseAsync(argv, { from: "user" });
    return exit;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  }
}

function programOf(io: Io): Command {
  return new Command("rotator")
    .description("Rotates Huawei Cloud credentials from a declaration and never loses a password on the way.")
    .version(version)
    .option("-c, --config <file>", "a configuration file; may be given more than once (default: rekey.yaml)", collected)
    .option("--json", "print one JSON object")
    .option("--debug", "say where in the code an error arose")
    .option("--no-color", "no colours, as with NO_COLOR")
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) })
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError("(rotator --help lists commands and options)")
    .showSuggestionAfterError();
}

/** `--config operator.yaml --config declarations.yaml` */
function collected(file: string, before: readonly string[] = []): readonly string[] {
  return [...before, file];
}

/** Every failure goes through one door: text on standard error, or a problem on standard output. */
async function attempt(setting: Setting, act: () => Promise<number>): Promise<number> {
  try {
    return await act();
  } catch (error) {
    const { io, isDebug, isJson } = setting;
    const paint = paintFor(io.stderr, io, !isJson);
    if (isJson) io.stdout.write(`${JSON.stringify(problemJson(error))}\n`);
    else io.stderr.write(errorText(error, { paint, now: io.clock.now(), isDebug, where: placeOf(error) }));
    return exitOf(error);
  }
}
