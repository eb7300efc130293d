// Writes what is derived from the kinds themselves: the README's table of kinds, and what @rekey/pulumi knows of them. Run by `pnpm generate`.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { kinds } from "../apps/rotator/src/kinds.ts";
import { withTable } from "./kinds.ts";
import { pulumiFiles } from "./pulumi/written.ts";

const root = join(import.meta.dirname, "..");
const readme = join(root, "README.md");
writeFileSync(readme, withTable(readFileSync(readme, "utf8"), kinds));
for (const { path, text } of await pulumiFiles(root, kinds)) writeFileSync(join(root, path), text);
