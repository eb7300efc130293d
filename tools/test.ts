// Runs the suite inside a net: one run folder that holds everything the tests print and write, searched at the end for
// passwords (test/canary). Ends with `N passed, N failed`. Arguments go to vitest; with them only what they name runs.
import { spawn } from "node:child_process";
import { chmodSync, createWriteStream, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { PassThrough } from "node:stream";
import { type Count, countOf, lineOf, sum } from "./count.ts";
import { netOf } from "./net.ts";

const root = join(import.meta.dirname, "..");
const run = mkdtempSync(join(tmpdir(), "rekey-run-"));
const { printed, written } = netOf(run);
mkdirSync(written);
// Tests about permissions run as another user, who has to reach their folders as he would in /tmp.
chmodSync(run, 0o755);
chmodSync(written, 0o1777);

/** vitest runs one phase, shows it, keeps what it printed, and answers its count. */
async function vitest(phase: string, args: readonly string[]): Promise<Count> {
  const count = join(run, `${phase}.count`);
  const colour = process.stdout.isTTY && process.env["NO_COLOR"] === undefined ? { FORCE_COLOR: "1" } : {};
  const child = spawn(process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), "run", ...args], {
    cwd: root,
    env: { ...process.env, ...colour, REKEY_RUN: run, REKEY_COUNT: count },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const log = new PassThrough();
  const kept = pipeline(log, createWriteStream(printed, { flags: "a" }));
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      process.stdout.write(chunk);
      log.write(chunk);
    });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("close", resolve).on("error", reject);
  });
  log.end();
  await kept;
  const counted = countOf(count);
  return code === 0 || counted.failed > 0 ? counted : { ...counted, failed: 1 };
}

const args = process.argv.slice(2);
const isNarrowed = args.some((arg) => arg.startsWith("--project"));
const suite = await vitest("suite", isNarrowed ? args : [...args, "--project", "!control", "--project", "!canary"]);
const control = await vitest("control", ["--project", "control"]);
const search = await vitest("canary", ["--project", "canary"]);
const total = sum([suite, control, search]);
if (total.failed === 0) rmSync(run, { recursive: true });
else process.stdout.write(`\nWhat the tests wrote is kept in ${run}\n`);
process.stdout.write(`\n${lineOf(total)}\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
