// Runs the tests with the real Pulumi CLI (test/e2e) inside the net of tools/test.ts; finds the CLI, or builds it once.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pulumiFolder } from "./pulumi/cli.ts";

try {
  const env = { ...process.env, PULUMI_CLI: pulumiFolder(process.env), REKEY_E2E: "1" };
  const args = [join(import.meta.dirname, "test.ts"), "--project", "e2e", ...process.argv.slice(2)];
  process.exitCode = spawnSync(process.execPath, args, { env, stdio: "inherit" }).status ?? 1;
} catch (error) {
  process.stderr.write(`pnpm e2e: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
