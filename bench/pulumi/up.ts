import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { pulumiFolder } from "e2e/cli";
import { openScene, type Scene } from "e2e/scene";
import type { Bench } from "../engine/bench.ts";
import { median, type Row } from "../engine/row.ts";
import { cloudOf, type Subject, subjects, writeProgram } from "./program.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");
const COUNT = 500;
const ROUNDS = 5;
/** The SDK without TypeScript: with TypeScript 7 in reach a plain dynamic resource cannot be made at all, without any Pulumi takes its own. */
const SDK = "3.270.0";

/** `pulumi up` of 500 declarations against a daemon that rotates them, and of 500 plain dynamic resources, in turns. */
export async function up(bench: Bench): Promise<readonly Row[]> {
  const { folder } = bench;
  // What a scene leaves for the search for passwords goes with the bench's own folder.
  process.env["TMPDIR"] = folder;
  process.env["PATH"] = [pulumiFolder(process.env), process.env["PATH"]].join(delimiter);
  bench.say("packing, and installing as a user would");
  await install(folder);
  const seconds: Record<Subject, number[]> = { declarations: [], "plain dynamic resources": [] };
  for (let round = 1; round <= ROUNDS; round += 1)
    for (const subject of subjects) {
      const taken = await upOf(subject, join(folder, `${subject.split(" ")[0]}-${round}`));
      seconds[subject].push(taken);
      bench.say(`round ${round} of ${ROUNDS}: ${COUNT} ${subject}: ${taken.toFixed(1)} s`);
    }
  const [ours, plain] = [median(seconds.declarations), median(seconds["plain dynamic resources"])];
  return [
    ...subjects.map((name) => ({ name: `up of ${COUNT} ${name}`, value: median(seconds[name]), unit: "s" })),
    { name: "declarations to plain ones", value: ours / plain, unit: "×", target: { most: 1.25 } },
  ];
}

/** Installs the SDK and our packed packages by npm, and nothing else. */
async function install(folder: string): Promise<void> {
  const tarballs = join(folder, "tarballs");
  await run(process.execPath, [join(root, "tools/pack.ts"), tarballs], { cwd: root });
  const ours = ["core", "pulumi"].map((name) => [`@rekey/${name}`, `file:${join(tarballs, `rekey-${name}.tgz`)}`]);
  const dependencies = { ...Object.fromEntries(ours), "@pulumi/pulumi": SDK };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module", dependencies }));
  await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund"], { cwd: folder });
}

/** How many seconds a first `pulumi up` takes, its preview included, with a new stack before a new daemon. */
async function upOf(subject: Subject, folder: string): Promise<number> {
  const { cloud, declared } = cloudOf(COUNT);
  writeProgram(folder, subject, declared);
  await using scene = await openScene(cloud);
  await pulumi(scene, folder, "stack", "init", "dev");
  const from = performance.now();
  await pulumi(scene, folder, "up", "--yes");
  return (performance.now() - from) / 1000;
}

async function pulumi(scene: Scene, cwd: string, ...args: readonly string[]): Promise<void> {
  const env = { PATH: process.env["PATH"], ...scene.env };
  await run("pulumi", [...args, "--non-interactive"], { cwd, env, maxBuffer: 64 * 1024 * 1024 });
}
