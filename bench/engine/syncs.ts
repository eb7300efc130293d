import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Bench } from "./bench.ts";
import { carry, type Job } from "./child.ts";
import type { Row } from "./row.ts";

const BARRIERS = 3;
const COUNT = 1024;

/** How often the disk is waited for in one rotation, with so many in flight: as strace counts it, or the store itself where there is none. */
export async function syncs(bench: Bench): Promise<readonly Row[]> {
  const isTraced = spawnSync("strace", ["-V"], { stdio: "ignore" }).status === 0;
  const note = isTraced ? undefined : "counted by the store itself, since there is no strace";
  const rows: Row[] = [];
  for (const inFlight of [1, 8, 64]) {
    const job: Job = { subject: "rekey", count: COUNT, inFlight };
    const total = isTraced ? await traced(bench, job) : ((await carry(job)).barriers ?? Number.NaN);
    const target = { most: (1.2 * BARRIERS) / inFlight };
    rows.push({ name: `fsyncs a rotation, ${inFlight} in flight`, value: total / COUNT, unit: "", target, note });
    bench.say(`fsyncs with ${inFlight} in flight: ${total} for ${COUNT}`);
  }
  return rows;
}

/** Less what it took to put them in place. */
async function traced(bench: Bench, job: Job): Promise<number> {
  return (await count(bench, job)) - (await count(bench, { ...job, isOnlySeeded: true }));
}

async function count({ folder }: Bench, job: Job): Promise<number> {
  const file = join(folder, "strace");
  await carry(job, { under: ["strace", "-f", "-qq", "-e", "trace=fsync,fdatasync", "-o", file] });
  return readFileSync(file, "utf8").match(/ (fsync|fdatasync)\(/g)?.length ?? 0;
}
