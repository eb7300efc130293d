import { isTroubled, play } from "../../packages/reconciler/test/history.ts";
import { type Settings, settings } from "./settings.ts";
import { nothing, sum, type Tally } from "./tally.ts";

/** A Chunk is some seeds in a row. */
export interface Chunk {
  readonly from: number;
  readonly to: number;
}

async function one(seed: number, next: Settings): Promise<Tally> {
  const setting = await next(seed);
  const played = await play(seed, setting ? { setting } : {});
  const { world, faults, restMs } = played;
  const { violation, kind, transitions } = world;
  const end = violation ? "violation" : world.row.credential.stuck ? `stuck ${kind.name}` : "stable";
  return {
    histories: 1,
    transitions,
    faults: faults.length,
    thin: violation || isTroubled(world, played) ? 0 : 1,
    restMs,
    ends: { [end]: 1 },
    broken: violation ? [{ seed, kind: kind.name, why: violation.message }] : [],
  };
}

async function work({ from, to }: Chunk, next: Settings): Promise<Tally> {
  let tally = nothing;
  for (let seed = from; seed < to; seed++) tally = sum(tally, await one(seed, next));
  return tally;
}

// Holders die by errors whose stacks nobody reads.
Error.stackTraceLimit = 0;
// Who gave the work says when it ends.
process.on("SIGINT", () => undefined);
const next = settings[process.argv[2] === "sqlite" ? "sqlite" : "memory"]();
process.on("message", (chunk: Chunk) => {
  void work(chunk, next).then((tally) => process.send?.(tally));
});
