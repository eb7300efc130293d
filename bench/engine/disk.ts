import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";

/** The environment under which every fsync of a program takes so much longer, of a library compiled for the occasion; nothing where there is no gcc. */
export function slowDisk(folder: string, extraMs: number): NodeJS.ProcessEnv | undefined {
  const open = join(folder, "open");
  mkdirSync(open);
  // The database server, another user, reads it too.
  for (const path of [folder, open]) chmodSync(path, 0o755);
  const library = join(open, "fsync.so");
  const source = join(import.meta.dirname, "fsync.c");
  const { status } = spawnSync("gcc", ["-shared", "-fPIC", "-O2", "-o", library, source, "-ldl"], { stdio: "ignore" });
  return status === 0 ? { LD_PRELOAD: library, REKEY_FSYNC_US: String(extraMs * 1000) } : undefined;
}
