import { parseArgs } from "node:util";
import { play } from "./history.ts";

/** Plays histories until one breaks a law: `node --conditions=@rekey/source packages/reconciler/test/proof.ts [--histories N] [--seed S] [--story]`. */
const { values } = parseArgs({
  options: {
    histories: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    story: { type: "boolean", default: false },
  },
});
const histories = Number(values.histories);
const first = Number(values.seed);
const say = (line: string) => process.stdout.write(`${line}\n`);

const began = performance.now();
let transitions = 0;
const ends: Record<string, number> = {};
for (let seed = first; seed < first + histories; seed++) {
  const world = await play(seed);
  transitions += world.transitions;
  const end = world.violation ? "violation" : world.row.credential.stuck ? `stuck ${world.kind.name}` : "stable";
  ends[end] = (ends[end] ?? 0) + 1;
  if (values.story) say(world.story.join("\n"));
  if (!world.violation) continue;
  say(`${world.kind.name}: ${world.violation.message}`);
  say(`${seed - first + 1} histories, 1 violation, seed ${seed}`);
  process.exit(1);
}
const seconds = (performance.now() - began) / 1000;
say(JSON.stringify(ends));
say(`${(histories / seconds).toFixed(0)} histories/s, ${(transitions / seconds).toFixed(0)} transitions/s`);
say(`${histories} histories, 0 violations, seed ${first}`);
