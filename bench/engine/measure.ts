import type { Bench, Measures } from "./bench.ts";
import { slowDisk } from "./disk.ts";
import { dead, hung } from "./endpoints.ts";
import { startPostgres } from "./postgres.ts";
import type { Row } from "./row.ts";
import { scale } from "./scale.ts";
import { syncs } from "./syncs.ts";
import { slowed, throughput } from "./throughput.ts";

const EXTRA_MS = 5;

/** Every measure of the engine. */
export const measures: Measures = {
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
