// pnpm bench engine|pulumi [--json] [--full] [MEASURE…]: what Rekey costs, beside what others cost in the same run.
import { parseArgs } from "node:util";
import type { Measures } from "./engine/bench.ts";
import { measures as engine } from "./engine/measure.ts";
import { isReached, table } from "./engine/row.ts";
import { measure } from "./measure.ts";
import { up } from "./pulumi/up.ts";

const subjects: Readonly<Record<string, Measures>> = { engine, pulumi: { up } };
const USAGE = Object.entries(subjects)
  .map(([name, measures]) => `pnpm bench ${name} [--json] [--full] [${Object.keys(measures).join("|")} …]`)
  .join("\n");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false }, full: { type: "boolean", default: false } },
});
const [subject = "", ...wanted] = positionals;
const measures = subjects[subject];
if (!measures || wanted.some((name) => !Object.hasOwn(measures, name))) {
  console.error(USAGE);
  process.exit(4);
}

try {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const rows = await measure(measures, { isFull: values.full, wanted, say });
  const judged = rows.map((row) => ({ ...row, isReached: isReached(row) }));
  console.log(values.json ? JSON.stringify({ formatVersion: "1", at: new Date(), rows: judged }) : `\n${table(rows)}`);
  process.exit();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
