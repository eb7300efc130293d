import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { StoreName } from "./settings.ts";
import { nothing, sum, type Tally } from "./tally.ts";
import type { Chunk } from "./worker.ts";

/** How many histories a worker plays before it says what came of them. */
const CHUNK = 100;

/** Packages resolve to their sources, whatever the parent runs on. */
const CONDITIONS = ["--conditions=@rekey/source"];

/** What to play: so many histories from that seed on, and none that begins after the end. */
export interface Order {
  readonly first: number;
  readonly histories: number;
  readonly untilMs: number;
  readonly store: StoreName;
  readonly signal?: AbortSignal;
}

/** Plays histories on all cores; a history that throws for any other reason than a law ends the proof. */
export async function playAll({ first, histories, untilMs, store, signal }: Order): Promise<Tally> {
  let next = first;
  let tally = nothing;
  const take = (): Chunk | undefined => {
    if (next >= first + histories || performance.now() >= untilMs || signal?.aborted) return undefined;
    const from = next;
    next = Math.min(from + CHUNK, first + histories);
    return { from, to: next };
  };
  const crew = Array.from({ length: availableParallelism() }, async () => {
    const worker = fork(join(import.meta.dirname, "worker.ts"), [store], { execArgv: CONDITIONS });
    await drive(worker, take, (part) => (tally = sum(tally, part)));
    worker.disconnect();
  });
  await Promise.all(crew);
  return tally;
}

/** Gives a worker one chunk after the other. */
function drive(worker: ChildProcess, take: () => Chunk | undefined, add: (part: Tally) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = () => {
      const chunk = take();
      if (chunk) worker.send(chunk);
      else resolve();
    };
    worker.on("message", (part: Tally) => (add(part), go()));
    worker.on("exit", (code) => reject(new Error(`a worker ended with ${String(code)}`)));
    go();
  });
}
