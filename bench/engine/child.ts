import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

/** A Job is what one child process carries. */
export interface Job {
  readonly subject: "rekey" | "floor" | "pg-boss" | "dbos";
  readonly count: number;
  readonly inFlight: number;
  readonly postgres?: string | undefined;
  /** Whether it ends before anything is carried. */
  readonly isOnlySeeded?: boolean;
}

/** A Carried is what a job took. */
export interface Carried {
  readonly ms: number;
  /** Of this process alone: a database server's own is not in it. */
  readonly cpuMs: number;
  readonly transactions?: number;
  readonly barriers?: number;
  readonly rssBytes: number;
}
const run = promisify(execFile);

/** Carries a job in a process of its own, so that none warms up, or fills the memory of, another. */
export function carry(job: Job, around: Around = {}): Promise<Carried> {
  return child<Carried>("carry.ts", job, around);
}

/** Around is what a child process is started under. */
export interface Around {
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** A command before it: strace and its arguments. */
  readonly under?: readonly string[];
}

/** Runs one of our scripts with one argument, as JSON, and answers with what it printed last, likewise. */
export async function child<T>(script: string, argument: unknown, { env = {}, under = [] }: Around = {}): Promise<T> {
  const own = ["--conditions=@rekey/source", join(import.meta.dirname, script), JSON.stringify(argument)];
  const [program, ...args] = [...under, process.execPath, ...own];
  const { stdout } = await run(program ?? process.execPath, args, { env: { ...process.env, ...env } });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as T;
}
