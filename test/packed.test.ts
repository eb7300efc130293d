import { execFile } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { type Member, membersOf, SCOPE, tarballOf } from "../tools/members.ts";
import { importsOf } from "../tools/sources.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..");
const members = membersOf(root);
const work = mkdtempSync(join(tmpdir(), "packed-"));
const tarballs = join(work, "tarballs");
const MINUTES = 60_000;

beforeAll(async () => {
  await run(process.execPath, [join(root, "tools/pack.ts"), tarballs], { cwd: root });
}, 3 * MINUTES);

/** exampleOf is the first TypeScript block of a package's README. */
const exampleOf = ({ folder }: Member): string | undefined =>
  /^```ts\n([^]*?)^```$/m.exec(readFileSync(join(root, folder, "README.md"), "utf8"))?.[1];

/** needs lists the packages of the workspace that a package cannot do without, itself included. */
const needs = (name: string): string[] => {
  const member = members.find(({ manifest }) => manifest.name === name);
  const siblings = Object.keys(member?.manifest.dependencies ?? {}).filter((other) => other.startsWith(`${SCOPE}/`));
  return [name, ...siblings.flatMap(needs)];
};

/** project makes a folder of a stranger's, with the named packages installed by npm from their tarballs and no other. */
async function project(label: string, names: readonly string[], others: Record<string, string> = {}): Promise<string> {
  const folder = join(work, label.replace("/", "-"));
  mkdirSync(folder);
  const all = [...new Set(names.flatMap(needs))];
  const ours = Object.fromEntries(all.map((name) => [name, `file:${join(tarballs, tarballOf(name))}`]));
  const dependencies = { ...ours, ...others };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module", dependencies }));
  const quiet = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
  await run("npm", ["install", ...quiet], { cwd: folder });
  return folder;
}

const TSCONFIG = {
  compilerOptions: {
    target: "es2024",
    module: "nodenext",
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    erasableSyntaxOnly: true,
    types: ["node"],
    typeRoots: [join(root, "node_modules/@types")],
  },
  include: ["*.ts"],
};

/** Pulumi's own stand-in for its engine, which runs a program without one. */
const MOCKS = `import * as pulumi from "@pulumi/pulumi";
await pulumi.runtime.setMocks({ newResource: ({ inputs }) => ({ id: "uid-1", state: inputs }), call: () => ({}) });
`;

const named = (list: readonly Member[]) => list.map((member) => [member.manifest.name, member] as const);
const libraries = members.filter(({ manifest }) => manifest.exports?.["."] !== undefined);
const isProgram = ({ manifest }: Member): boolean => manifest.peerDependencies?.["@pulumi/pulumi"] !== undefined;
const commands = members.filter(({ manifest }) => manifest.bin !== undefined);

describe.for(named(libraries))("%s", ([name, member]) => {
  it("type-checks and runs its README's first example, from the tarballs alone", { timeout: 3 * MINUTES }, async () => {
    const text = exampleOf(member);
    if (text === undefined) throw new Error(`${member.folder}/README.md has no TypeScript example`);
    const imported = importsOf({ path: "example.ts", text }).filter((path) => path.startsWith(`${SCOPE}/`));
    const packages = imported.map((path) => path.split("/").slice(0, 2).join("/"));
    const folder = await project(name, [name, ...packages]);
    writeFileSync(join(folder, "example.ts"), text);
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(TSCONFIG));
    const tsc = [join(root, "node_modules/typescript/bin/tsc"), "-p", folder];
    await expect(run(process.execPath, tsc)).resolves.toMatchObject({ stdout: "" });
    if (isProgram(member)) writeFileSync(join(folder, "mocks.mjs"), MOCKS);
    const started = [...(isProgram(member) ? ["--import", "./mocks.mjs"] : []), "example.ts"];
    await expect(run(process.execPath, started, { cwd: folder, timeout: MINUTES })).resolves.toBeDefined();
  });
});

/** What `pulumi new typescript` writes, and what TypeScript 6 takes in its place. */
const TEMPLATES = [
  ["5.9.3", { module: "commonjs", moduleResolution: "node", target: "es2020" }],
  ["6.0.3", { module: "nodenext", moduleResolution: "nodenext", target: "es2022" }],
] as const;

describe.for(named(libraries.filter(isProgram)))("%s", ([name, member]) => {
  it.for(TEMPLATES)(
    "type-checks in a program with TypeScript %s",
    { timeout: 3 * MINUTES },
    async ([version, options]) => {
      const folder = await project(`${name}-${version}`, [name], { typescript: version, "@types/node": "22.20.5" });
      writeFileSync(join(folder, "index.ts"), exampleOf(member) ?? "");
      const compilerOptions = { ...options, strict: true, noEmit: true, skipLibCheck: true, types: ["node"] };
      writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["index.ts"] }));
      const tsc = [join(folder, "node_modules/typescript/bin/tsc"), "-p", folder];
      await expect(run(process.execPath, tsc)).resolves.toMatchObject({ stdout: "" });
    },
  );
});

describe.for(named(commands))("%s", ([name, { manifest }]) => {
  it("brings a command that starts", { timeout: 3 * MINUTES }, async () => {
    const folder = await project(`${name}-command`, [name]);
    for (const command of Object.keys(manifest.bin ?? {})) {
      const { stdout } = await run(process.execPath, [join(folder, "node_modules/.bin", command), "--help"]);
      expect(stdout).toContain(command);
    }
  });
});

describe("the project's README", () => {
  it("rotates as its example says, from the tarballs", { timeout: 3 * MINUTES }, async () => {
    const text = /^```ts\n([^]*?)^```$/m.exec(readFileSync(join(root, "README.md"), "utf8"))?.[1] ?? "";
    const imported = importsOf({ path: "example.ts", text }).filter((path) => path.startsWith(`${SCOPE}/`));
    const packages = imported.map((path) => path.split("/").slice(0, 2).join("/"));
    const folder = await project("readme", [...packages, `${SCOPE}/emulator`]);
    writeFileSync(join(folder, "example.ts"), text);
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(TSCONFIG));
    const tsc = [join(root, "node_modules/typescript/bin/tsc"), "-p", folder];
    await expect(run(process.execPath, tsc)).resolves.toMatchObject({ stdout: "" });
    const emulated = text.replace(/reach: \[.*?\]/, `reach: ["127.0.0.1:*"], endpoints: emulator.endpoints`);
    expect(emulated).not.toBe(text);
    writeFileSync(join(folder, "emulated.ts"), `${EMULATOR}${emulated}`);
    const { stdout } = await run(process.execPath, ["emulated.ts"], { cwd: folder, timeout: MINUTES });
    expect(stdout).toBe("stable v1 [secret]\n");
  });
});

/** The world that the project's example speaks of. */
const EMULATOR = `import { createEmulator } from "${SCOPE}/emulator";
import { newSealKey } from "${SCOPE}/store";

const instance = { id: "5e1d0c8a-0d1c-4f6e-9c6a-2f3b4c5d6e7f", name: "cache-prod" };
await using emulator = await createEmulator({
  region: "cn-north-4",
  project: "0bec5db98280d2d02fd6c00c2de791ce",
  keys: [{ accessKey: "README", secretKey: "a-secret-key" }],
  instances: [{ ...instance, accounts: [{ name: "app", password: "Old-Passw0rd" }] }],
});
process.env["HUAWEICLOUD_SDK_AK"] = "README";
process.env["HUAWEICLOUD_SDK_SK"] = "a-secret-key";
process.env["REKEY_SEAL_KEY"] = newSealKey().reveal();
`;
