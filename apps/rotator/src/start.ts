import process from "node:process";
import { run } from "./cli.ts";
import { realIo } from "./io.ts";

/** Runs the command line of this process. A pipe that its reader closed is no error of ours. */
export async function start(): Promise<void> {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  process.exitCode = await run(process.argv.slice(2), realIo());
}
