import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, normalize } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { membersOf, SOURCE } from "../tools/members.ts";
import { importsOf } from "../tools/sources.ts";

const root = join(import.meta.dirname, "..");
const members = membersOf(root);
const emitted = mkdtempSync(join(tmpdir(), "api-"));

/** declare writes the declarations of every package in one run, from the sources. */
function declare(): void {
  const config = {
    extends: join(root, "tsconfig.base.json"),
    compilerOptions: {
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      removeComments: true,
      stripInternal: true,
      rootDir: root,
      outDir: emitted,
      typeRoots: [join(root, "node_modules/@types")],
    },
    include: members.map(({ folder }) => join(root, folder, "src")),
    exclude: ["test", "slow", "fixture"].map((kind) => join(root, `**/*.${kind}.ts`)),
  };
  writeFileSync(join(emitted, "tsconfig.json"), JSON.stringify(config));
  const args = [join(root, "node_modules/typescript/bin/tsc"), "-p", emitted];
  const run = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`the declarations cannot be written\n${run.stdout}${run.stderr}`);
}

/** reach lists the declaration files that a door shows, directly or through another. */
function reach(file: string, seen: Set<string>): void {
  if (seen.has(file)) return;
  seen.add(file);
  const text = readFileSync(join(emitted, file), "utf8");
  for (const path of importsOf({ path: file, text }).filter((name) => name.startsWith(".")))
    reach(normalize(join(dirname(file), path.replace(/\.ts$/, ".d.ts"))), seen);
}

beforeAll(declare, 60_000);

it.for(members.map((member) => [member.manifest.name, member] as const))(
  "%s shows strangers what its golden file says",
  async ([, { folder, manifest }]) => {
    const shown = new Set<string>();
    for (const targets of Object.values(manifest.exports ?? {})) {
      const source = typeof targets === "string" ? undefined : targets[SOURCE];
      if (source !== undefined) reach(join(folder, source.replace(/\.ts$/, ".d.ts")), shown);
    }
    const files = [...shown].toSorted();
    const texts = files.map((file) => `// ${file}\n${readFileSync(join(emitted, file), "utf8").trim()}\n`);
    await expect(texts.join("\n")).toMatchFileSnapshot(`golden/api/${basename(folder)}.d.ts.txt`);
  },
);
