import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { Scene } from "./scene.fixture.ts";

/** A Said is what `pulumi` printed, and its exit code; null where it was killed. */
export interface Said {
  readonly code: unknown;
  readonly out: string;
}

/** A Program is a folder with a program in TypeScript, and its stack `dev`, as a person has them. */
export interface Program {
  readonly folder: string;
  /** Who declares a resource of it. */
  owner(name: string): string;
  /** Writes what the program declares now: ACL accounts, their arguments by name. */
  declare(resources: Readonly<Record<string, object>>): void;
  /** The same through the plugin, as a program without our classes; options go to each resource. */
  declarePlain(resources: Readonly<Record<string, object>>, options?: object): void;
  /** Runs `pulumi` to its end. */
  pulumi(...args: readonly string[]): Promise<Said>;
  /** Starts it, for whoever means to end it. */
  start(...args: readonly string[]): Started;
  /** The stack as it is stored: its text, and our resources in it. */
  stored(): { readonly text: string; readonly ours: readonly Stored[] };
}

/** A Started is `pulumi` at work. */
export interface Started {
  kill(signal: NodeJS.Signals): void;
  readonly said: Promise<Said>;
}

/** A Stored is one resource in the state. */
export interface Stored {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly initErrors?: readonly string[];
}

interface Checkpoint {
  readonly checkpoint: { readonly latest?: { readonly resources?: readonly Stored[] } };
}

/** Our types, through the plugin and without it; the plugin itself is a resource too. */
const OURS = /^(pulumi-nodejs:dynamic\/rekey\/|rekey:)/;

/** Opens what stands in the project's examples as a person would have copied it, with its stack. */
export async function openExample(scene: Scene, name: string): Promise<Program> {
  const from = join(import.meta.dirname, "../examples/pulumi", name);
  const [, project = name] = /^name: (\S+)$/m.exec(readFileSync(join(from, "Pulumi.yaml"), "utf8")) ?? [];
  const folder = join(scene.folder, project);
  cpSync(from, folder, { recursive: true });
  // As after npm i.
  symlinkSync(join(import.meta.dirname, "node_modules"), join(folder, "node_modules"));
  const program = programIn(scene, folder, project);
  await done(program.pulumi("stack", "init", "dev"));
  return program;
}

/** Makes a program's folder in the scene and its stack. Settings go into the project's file, such as its plugins. */
export async function openProgram(scene: Scene, project: string, settings: object = {}): Promise<Program> {
  const folder = join(scene.folder, project);
  mkdirSync(folder);
  const runtime = { name: "nodejs", options: { typescript: false } };
  writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify({ name: project, main: "index.ts", runtime, ...settings }));
  writeFileSync(join(folder, "package.json"), `{ "type": "module", "main": "index.ts" }`);
  const program = programIn(scene, folder, project);
  program.declare({});
  await done(program.pulumi("stack", "init", "dev"));
  return program;
}

function programIn(scene: Scene, folder: string, project: string): Program {
  const start = (...args: readonly string[]): Started => {
    const child = pulumi(scene, folder, args);
    return { kill: (signal) => void child.kill(signal), said: saidBy(child) };
  };
  return {
    folder,
    owner: (name) => `organization/${project}/dev/${name}`,
    declare: (resources) => writeFileSync(join(folder, "index.ts"), typed(resources)),
    declarePlain: (resources, options = {}) => writeFileSync(join(folder, "index.ts"), plain(resources, options)),
    pulumi: (...args) => start(...args).said,
    start,
    stored: () => {
      const stored = readFileSync(join(scene.folder, "state/.pulumi/stacks", project, "dev.json"), "utf8");
      const { checkpoint }: Checkpoint = JSON.parse(stored);
      const { resources = [] } = checkpoint.latest ?? {};
      return { text: stored, ours: resources.filter(({ id, type }) => id !== undefined && OURS.test(type)) };
    },
  };
}

/** The output of what has to go well. */
export async function done(saying: Promise<Said>): Promise<string> {
  const { code, out } = await saying;
  if (code !== 0) throw new Error(`pulumi ended with ${String(code)}: ${out}`);
  return out;
}

/** Ends what a killed CLI leaves behind in the scene's folder: Linux alone tells who works there. */
export function sweep(scene: Scene): void {
  const pids = process.platform === "linux" ? readdirSync("/proc").filter((name) => /^\d+$/.test(name)) : [];
  for (const pid of pids) if (folderOf(pid)?.startsWith(`${scene.folder}/`)) process.kill(Number(pid), "SIGKILL");
}

function folderOf(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined; // another user's, or gone
  }
}

type Resources = Parameters<Program["declare"]>[0];

const given = (args: object): string =>
  JSON.stringify({ connection: "prod", rotate: { every: "30d" }, deliver: ["files"], ...args });

/** Types in it have to be stripped. */
function typed(resources: Resources): string {
  const lines = Object.entries(resources).map(
    ([name, args]) => `const ${name}: rekey.dcs.AclPassword = new rekey.dcs.AclPassword("${name}", ${given(args)});`,
  );
  return ['import * as rekey from "@rekey/pulumi";', ...lines, ""].join("\n");
}

function plain(resources: Resources, options: object): string {
  const lines = Object.entries(resources).map(
    ([name, args]) =>
      `new pulumi.CustomResource("rekey:dcs:AclPassword", "${name}", ${given(args)}, ${JSON.stringify(options)});`,
  );
  return ['import * as pulumi from "@pulumi/pulumi";', ...lines, ""].join("\n");
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

function pulumi(scene: Scene, cwd: string, args: readonly string[]): Child {
  const env = { PATH: process.env["PATH"], ...scene.env };
  return spawn("pulumi", [...args, "--non-interactive"], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
}

async function saidBy(child: Child): Promise<Said> {
  const exited = once(child, "exit");
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: (await exited)[0], out: out + err };
}
