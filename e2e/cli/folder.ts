import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** What a folder must hold: the CLI, what it starts for dynamic resources, and hosts for programs in Node.js and in YAML. */
const PROGRAMS = ["pulumi", "pulumi-resource-pulumi-nodejs", "pulumi-language-nodejs", "pulumi-language-yaml"];
const VERSION = "v3.259.0";

/**
 * The folder that holds the Pulumi CLI: the one that PULUMI_CLI names, else one of PATH, else the user's cache, where it is built with Go once. Throws
 * one clear line where none of these can be.
 */
export function pulumiFolder(env: NodeJS.ProcessEnv): string {
  const named = env["PULUMI_CLI"];
  if (named !== undefined && named !== "") {
    if (holdsAll(named)) return named;
    throw new Error(`PULUMI_CLI is ${named}, which does not hold all of ${PROGRAMS.join(", ")}`);
  }
  const found = (env["PATH"] ?? "").split(delimiter).find((folder) => folder !== "" && holdsAll(folder));
  return found ?? builtIn(join(env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "pulumi-cli", VERSION));
}

function builtIn(folder: string): string {
  if (!holdsAll(folder))
    process.stdout.write(`Building the Pulumi CLI ${VERSION} into ${folder}: about six minutes, once.\n`);
  const { status, stderr } = spawnSync("sh", [join(import.meta.dirname, "build.sh"), folder], { encoding: "utf8" });
  if (status === 0) return folder;
  const why = stderr.trim().split("\n").at(-1) ?? "it could not be built";
  throw new Error(
    `no Pulumi CLI: ${why}. Set PULUMI_CLI to a folder that holds ${PROGRAMS.join(", ")}, or install Go 1.25.11 or newer.`,
  );
}

function holdsAll(folder: string): boolean {
  return PROGRAMS.every((program) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
