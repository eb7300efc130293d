import { mkdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Bench } from "./bench.ts";
import { child } from "./child.ts";
import { type Crowd, crowd } from "./crowd.ts";
import type { Look } from "./look.ts";
import type { Row } from "./row.ts";

const DUE = 1_000;

/** The same thousand due credentials among a million and among ten thousand. */
export async function scale(bench: Bench): Promise<readonly Row[]> {
  const few = await look(bench, { total: 10_000, due: DUE });
  const many = await look(bench, { total: 1_000_000, due: DUE });
  const mega = 1024 ** 2;
  return [
    { name: "empty poll, 10,000 credentials", value: few.emptyPollUs, unit: "µs" },
    { name: "empty poll, 1,000,000 credentials", value: many.emptyPollUs, unit: "µs" },
    {
      name: "empty poll, a million to ten thousand",
      value: many.emptyPollUs / few.emptyPollUs,
      unit: "×",
      target: { most: 1.5 },
    },
    { name: "first rotation after opening, 10,000", value: few.firstMs, unit: "ms" },
    { name: "first rotation after opening, 1,000,000", value: many.firstMs, unit: "ms" },
    { name: "1,000 due of 10,000, all rotated", value: few.drainMs, unit: "ms" },
    { name: "1,000 due of 1,000,000, all rotated", value: many.drainMs, unit: "ms" },
    { name: "most memory, 10,000", value: few.rssBytes / mega, unit: "MB" },
    { name: "most memory, 1,000,000", value: many.rssBytes / mega, unit: "MB", target: { most: 250 } },
  ];
}

async function look(bench: Bench, size: Crowd): Promise<Look> {
  const folder = join(bench.folder, `crowd-${size.total}`);
  mkdirSync(folder, { mode: 0o700 });
  bench.say(`making ${size.total.toLocaleString("en")} credentials, ${size.due.toLocaleString("en")} of them due`);
  await crowd(folder, size);
  const looked = await child<Look>("look.ts", { folder, due: size.due });
  await rm(folder, { recursive: true });
  return looked;
}
