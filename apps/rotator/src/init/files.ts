import { existsSync, writeFileSync } from "node:fs";
import { EXIT } from "../exit.ts";
import { reasonOf, Trouble } from "../trouble.ts";
import { listed } from "../voice/table.ts";

/** Writes a file that is not there yet. Throws a Trouble where it is: nothing is ever written over. */
export function writeNew(path: string, text: string, mode: number): void {
  try {
    writeFileSync(path, text, { mode, flag: "wx" });
  } catch (error) {
    throw new Trouble(`${path} cannot be written: ${reasonOf(error)}`, {
      changed: "no: what was there is as it was",
      youCan: existsSync(path)
        ? "move it away, or choose another folder"
        : "let this user write there, or choose another folder",
      exit: EXIT.usage,
      cause: error,
    });
  }
}

/** Throws a Trouble where one of the files is there already. */
export function demandAbsent(paths: readonly string[]): void {
  const there = paths.filter((path) => existsSync(path));
  const [first] = there;
  if (first === undefined) return;
  throw new Trouble(`${listed(there)} ${there.length === 1 ? "is" : "are"} there already`, {
    changed: "no: nothing was written",
    youCan: "begin in another folder, or go on with what is there",
    exit: EXIT.usage,
  });
}
