import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bench } from "./bench.ts";
import { slowDisk } from "./disk.ts";
import { dead, hung } from "./endpoints.ts";
import { startPostgres } from "./postgres.ts";
import type { Row } from "./row.ts";
import { scale } from "./scale.ts";
import { syncs } from "./syncs.ts";
import { slowed, throughput } from "./throughput.ts";

const EXTRA_MS = 5;

/** Every measure by its name, in the order in which they are taken. */
export const measures: Readonly<Record<string, (bench: Bench) => Promise<readonly Row[]>>> = {
  throughput: async (bench) => {
    await using postgres = await startPostgres();
    return await throughput(bench, postgres);
  },
  syncs,
  "slow-disk": slowDiskRows,
  scale,
  dead,
  hung,
};

async function slowDiskRows(bench: Bench): Promise<readonly Row[]> {
  const env = slowDisk(bench.folder, EXTRA_MS);
  const note = "needs gcc: apt-get install -y --no-install-recommends gcc libc6-dev";
  if (!env) return [{ name: `+${EXTRA_MS} ms an fsync`, unit: "", note }];
  await using postgres = await startPostgres(env);
  return await slowed(bench, postgres, env);
}

interface Wish extends Pick<Bench, "isFull" | "say"> {
  /** All where none is named. */
  readonly wanted: readonly string[];
}

/** Takes the measures that are wanted, one after another. */
export async function measure({ wanted, ...wish }: Wish): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "rekey-bench-"));
  const rows: Row[] = [];
  try {
    for (const [name, take] of Object.entries(measures))
      if (wanted.length === 0 || wanted.includes(name)) rows.push(...(await take({ ...wish, folder })));
    return rows;
  } finally {
    await rm(folder, { recursive: true });
  }
}
