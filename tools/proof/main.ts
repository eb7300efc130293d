// Plays the engine's whole world, history by history, and objects where a law of the house is broken: see docs/proof.md.
// pnpm proof [--histories N | --seconds N] [--seed S] [--store memory|sqlite] [--story]
import { parseArgs } from "node:util";
import { play } from "../../packages/reconciler/test/history.ts";
import { shrink } from "../../packages/reconciler/test/shrink.ts";
import { playAll } from "./crew.ts";
import { settings, type StoreName } from "./settings.ts";
import type { Broken, Tally } from "./tally.ts";

/** How many broken histories are named. */
const MOST_SHOWN = 20;

const { values } = parseArgs({
  options: {
    histories: { type: "string" },
    seconds: { type: "string" },
    seed: { type: "string", default: "1" },
    store: { type: "string", default: "memory" },
    story: { type: "boolean", default: false },
  },
});
const first = whole("seed", values.seed);
const store = storeNamed(values.store);
const seconds = values.seconds === undefined ? Infinity : whole("seconds", values.seconds);
const asked = values.histories === undefined ? undefined : whole("histories", values.histories);
const histories = asked ?? (seconds === Infinity ? 2000 : Number.MAX_SAFE_INTEGER / 2);

if (values.story) await tell(first);
else await prove();

/** One history from beginning to end. */
async function tell(seed: number): Promise<void> {
  const setting = await settings[store]()(seed);
  const { world } = await play(seed, setting ? { setting } : {});
  say(`seed ${seed}, ${world.kind.name}`);
  say(world.story.told());
  say(world.violation?.message ?? "no law was broken");
  end(1, world.violation ? 1 : 0);
}

async function prove(): Promise<void> {
  const began = performance.now();
  // An interruption ends it after the histories under way; a second one at once.
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  const tally = await playAll({ first, histories, untilMs: began + seconds * 1000, store, signal: stop.signal });
  show(tally, (performance.now() - began) / 1000);
  for (const broken of tally.broken.slice(0, MOST_SHOWN)) object(broken);
  const [worst] = tally.broken;
  if (worst) await shorten(worst);
  end(tally.histories, tally.broken.length + tally.thin);
}

function show({ histories: played, transitions, faults, thin, restMs, ends }: Tally, took: number): void {
  const each = (count: number) => (count / took).toFixed(0);
  say(`store ${store}: ${each(played)} histories/s, ${each(transitions)} checked transitions/s`);
  say(
    `${transitions} transitions, ${faults} faults; at rest at most ${(restMs / 3_600_000).toFixed(0)} h after the last`,
  );
  for (const [name, count] of Object.entries(ends).toSorted(([one], [other]) => (one < other ? -1 : 1)))
    say(`  ${name}: ${count}`);
  if (thin > 0) say(`${thin} histories had too little trouble to count`);
}

function object({ seed, kind, why }: Broken): void {
  say(`seed ${seed}, ${kind}: ${why}`);
  say(`  its story: pnpm proof --seed ${seed} --story${store === "memory" ? "" : ` --store ${store}`}`);
}

async function shorten({ seed }: Broken): Promise<void> {
  const next = settings[store]();
  const { world, faults } = await shrink(seed, () => next(seed));
  say(`\nThe calmest story that breaks a law from seed ${seed}: ${faults.length} faults`);
  say(world.story.told());
  say(`${world.violation?.message ?? "none"}\n`);
}

function end(played: number, violations: number): void {
  say(`${played} histories, ${violations} violations, seed ${first}`);
  process.exitCode = violations === 0 ? 0 : 1;
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0) return value;
  throw new Error(`--${name} wants a whole number, not ${text}`);
}

function storeNamed(name: string): StoreName {
  if (name === "memory" || name === "sqlite") return name;
  throw new Error(`--store wants memory or sqlite, not ${name}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
