// pnpm bench engine [--json] [--full] [MEASURE…]: what Rekey costs, beside what others cost in the same run.
import { parseArgs } from "node:util";
import { measure, measures } from "./engine/measure.ts";
import { isReached, table } from "./engine/row.ts";

const USAGE = `pnpm bench engine [--json] [--full] [${Object.keys(measures).join("|")} …]`;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false }, full: { type: "boolean", default: false } },
});
const [subject, ...wanted] = positionals;
if (subject !== "engine" || wanted.some((name) => !Object.hasOwn(measures, name))) {
  console.error(USAGE);
  process.exit(4);
}

try {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const rows = await measure({ isFull: values.full, wanted, say });
  const judged = rows.map((row) => ({ ...row, isReached: isReached(row) }));
  console.log(values.json ? JSON.stringify({ formatVersion: "1", at: new Date(), rows: judged }) : `\n${table(rows)}`);
  process.exit();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
