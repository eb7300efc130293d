import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Mutation, mutations } from "./mutations.ts";

/** Breaks the engine once a mutation and says how many histories it takes to notice: `node --conditions=@rekey/source packages/reconciler/test/teeth.ts [N] [NAME]`. */
const packages = join(import.meta.dirname, "../..");
const [histories = "60000", only = ""] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

/** A copy of the packages that a proof needs, broken in one place. */
function broken(mutation: Mutation): string {
  const copy = mkdtempSync(join(tmpdir(), "teeth-"));
  for (const folder of [
    "core/src",
    "core/package.json",
    "reconciler/src",
    "reconciler/test",
    "reconciler/package.json",
  ])
    cpSync(join(packages, folder), join(copy, folder), { recursive: true });
  symlinkSync(join(packages, "core/node_modules"), join(copy, "core/node_modules"));
  mkdirSync(join(copy, "reconciler/node_modules/@rekey"), { recursive: true });
  symlinkSync(join(copy, "core"), join(copy, "reconciler/node_modules/@rekey/core"));
  symlinkSync(join(packages, "reconciler/node_modules/croner"), join(copy, "reconciler/node_modules/croner"));
  for (const one of mutation.and ? [mutation, mutation.and] : [mutation]) breakIn(copy, one);
  return copy;
}

function breakIn(copy: string, { name, file, from, to }: Mutation): void {
  const source = readFileSync(join(copy, file), "utf8");
  if (source.split(from).length !== 2) throw new Error(`${name}: ${JSON.stringify(from)} is not there once`);
  writeFileSync(
    join(copy, file),
    source.replace(from, () => to),
  );
}

/** What a proof of a broken copy says last, and whether it noticed. */
function proof(copy: string): { said: string; isCaught: boolean } {
  const args = ["--conditions=@rekey/source", join(copy, "reconciler/test/proof.ts"), "--histories", histories];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  const lines = `${stderr}\n${stdout}`.trim().split("\n");
  return { said: lines.slice(-2).join("; "), isCaught: status === 1 && stdout.includes(" 1 violation, ") };
}

let missed = 0;
const chosen = mutations.filter(({ name }) => name.includes(only));
for (const mutation of chosen) {
  const copy = broken(mutation);
  const { said, isCaught } = proof(copy);
  if (!isCaught) missed++;
  say(`${isCaught ? "caught" : "MISSED"} | law ${mutation.law} | ${mutation.name} | ${said}`);
  rmSync(copy, { recursive: true });
}
say(`${chosen.length - missed} of ${chosen.length} caught within ${histories} histories each`);
process.exitCode = missed === 0 ? 0 : 1;
