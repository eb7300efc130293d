import { chmodSync, chownSync, readdirSync } from "node:fs";
import { join } from "node:path";

const NOBODY = 65_534;

/** Does some work as a user who may nothing; where the suite runs as root, that is nobody, and the folder is given to them. */
export async function asNobody<T>(folder: string, work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0 || !process.seteuid || !process.setegid) return work();
  give(folder);
  process.setegid(NOBODY);
  process.seteuid(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid(0);
    process.setegid(0);
  }
}

function give(folder: string): void {
  chownSync(folder, NOBODY, NOBODY);
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) give(join(folder, entry.name));
    else chownSync(join(folder, entry.name), NOBODY, NOBODY);
}

/** Takes a permission away, and answers with what gives it back. */
export function forbid(path: string, mode: number, back: number): Disposable {
  chmodSync(path, mode);
  return { [Symbol.dispose]: () => chmodSync(path, back) };
}
