import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PACKAGE = join(import.meta.dirname, "../..");

/** programFolder makes a folder of a program's own, which finds the SDK and this package as if they were installed there. */
export function programFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "program-"));
  mkdirSync(join(folder, "node_modules/@pulumi"), { recursive: true });
  mkdirSync(join(folder, "node_modules/@rekey"));
  symlinkSync(join(PACKAGE, "node_modules/@pulumi/pulumi"), join(folder, "node_modules/@pulumi/pulumi"));
  symlinkSync(PACKAGE, join(folder, "node_modules/@rekey/pulumi"));
  for (const [name, text] of Object.entries({ "package.json": `{ "type": "module" }`, ...files }))
    writeFileSync(join(folder, name), text);
  return folder;
}
