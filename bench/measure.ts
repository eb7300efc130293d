import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bench, Measures } from "./engine/bench.ts";
import type { Row } from "./engine/row.ts";

interface Wish extends Pick<Bench, "isFull" | "say"> {
  /** All where none is named. */
  readonly wanted: readonly string[];
}

/** Takes the measures that are wanted, one after another. */
export async function measure(measures: Measures, { wanted, ...wish }: Wish): Promise<readonly Row[]> {
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
