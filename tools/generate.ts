// Writes what is derived from the kinds themselves: the table of kinds in the README. Run by `pnpm generate`.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { kinds } from "../apps/rotator/src/kinds.ts";
import { withTable } from "./kinds.ts";

const readme = join(import.meta.dirname, "..", "README.md");
writeFileSync(readme, withTable(readFileSync(readme, "utf8"), kinds));
