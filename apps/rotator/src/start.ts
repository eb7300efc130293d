import process from "node:process";
import { run } from "./cli.ts";
import { realIo } from "./io.ts";

/** Runs the command line of this process. A reader that went away is no reason to stop what is under way. */
export async function start(): Promise<void> {
  // Keys may stand in the environment, and a diagnostic report would write all of it down (law 10).
  process.report.excludeEnv = true;
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  process.exitCode = await run(process.argv.slice(2), realIo());
}
