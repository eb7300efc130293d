import { readFileSync, statSync } from "node:fs";
import type { Setting } from "../setting.ts";

/** Says what comes next. */
export function headline({ io, paint }: Setting, text: string): void {
  io.stdout.write(`\n${paint("bold", text)}\n\n`);
}

/** A delivered file, its secret left out: what it is for the emulator is nobody's, but the habit matters. */
export function deliveredText(path: string): string {
  const mode = (statSync(path).mode & 0o777).toString(8).padStart(4, "0");
  const lines = readFileSync(path, "utf8")
    .replace(/^(\w*PASSWORD=).*$/m, "$1[secret]")
    .trimEnd()
    .split("\n");
  return `${path}  (mode ${mode})\n${lines.map((line) => `  ${line}\n`).join("")}`;
}
