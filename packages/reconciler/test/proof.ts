import { parseArgs } from "node:util";
import { play } from "./history.ts";

/** Plays histories in one thread until one breaks a law, which is how `teeth.ts` tries a broken engine; `pnpm proof` is the whole proof. */
const { values } = parseArgs({
  options: { histories: { type: "string", default: "2000" }, seed: { type: "string", default: "1" } },
});
const histories = Number(values.histories);
const first = Number(values.seed);
const say = (line: string) => process.stdout.write(`${line}\n`);

for (let seed = first; seed < first + histories; seed++) {
  const { violation, kind } = (await play(seed)).world;
  if (!violation) continue;
  say(`${kind.name}: ${violation.message}`);
  say(`${seed - first + 1} histories, 1 violation, seed ${seed}`);
  process.exit(1);
}
say(`${histories} histories, 0 violations, seed ${first}`);
