// Builds every package and writes the tarballs that would be published to dist-packages/, or to the folder named.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { membersOf, tarballOf } from "./members.ts";

const root = join(import.meta.dirname, "..");
const target = resolve(process.argv[2] ?? join(root, "dist-packages"));

function pnpm(cwd: string, ...args: string[]): string {
  const run = spawnSync("pnpm", args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1" },
  });
  if (run.status !== 0) throw new Error(`pnpm ${args.join(" ")} failed in ${cwd}\n${run.stdout}${run.stderr}`);
  return run.stdout;
}

// A file whose source is gone must not be shipped from an older build.
for (const { folder } of membersOf(root)) rmSync(join(root, folder, "dist"), { recursive: true, force: true });
pnpm(root, "exec", "turbo", "run", "build", "--output-logs=errors-only");
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const { folder, manifest } of membersOf(root)) {
  pnpm(join(root, folder), "pack", "--out", join(target, tarballOf(manifest.name)));
}
