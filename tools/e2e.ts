// Runs the tests with the real Pulumi CLI (e2e/) inside the net of tools/test.ts, on what would be published; finds the CLI, or builds it once.
import { spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";
import { pulumiFolder } from "../e2e/cli/folder.ts";

try {
  const path = [pulumiFolder(process.env), process.env["PATH"]].join(delimiter);
  const env = { ...process.env, PATH: path, REKEY_E2E: "1" };
  const run = (file: string, ...args: readonly string[]) =>
    spawnSync(file, args, { env, stdio: "inherit" }).status ?? 1;
  const packed = run(process.execPath, join(import.meta.dirname, "pack.ts"));
  const tests = [join(import.meta.dirname, "test.ts"), "--project", "e2e", ...process.argv.slice(2)];
  process.exitCode = packed === 0 ? run(process.execPath, ...tests) : packed;
} catch (error) {
  process.stderr.write(`pnpm e2e: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
