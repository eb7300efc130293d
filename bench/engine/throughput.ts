import type { Bench } from "./bench.ts";
import { type Around, carry, type Job } from "./child.ts";
import type { Server } from "./postgres.ts";
import { median, type Row } from "./row.ts";

type Name = Job["subject"];
type Counts = Readonly<Record<Name, number>>;

const IN_FLIGHT = 64;
const names: readonly Name[] = ["floor", "rekey", "pg-boss", "dbos"];

/** How many rotations each carries in a round: some seconds' worth. */
const plenty: Counts = { floor: 200_000, rekey: 20_000, "pg-boss": 5_000, dbos: 1_000 };
const few: Counts = { floor: 10_000, rekey: 4_000, "pg-boss": 300, dbos: 300 };

/** Rotations a second side by side: every round runs each subject once, so that what else the machine does falls on all. */
export async function throughput(bench: Bench, postgres: Server): Promise<readonly Row[]> {
  return rowsOf(await rounds(bench, { counts: plenty, times: bench.isFull ? 7 : 3, postgres }), "");
}

/** The same where every fsync takes 5 ms longer, for the server too. */
export async function slowed(bench: Bench, postgres: Server, env: NodeJS.ProcessEnv): Promise<readonly Row[]> {
  return rowsOf(await rounds(bench, { counts: few, times: 3, postgres, around: { env } }), ", +5 ms an fsync");
}

interface Rounds {
  readonly counts: Counts;
  readonly times: number;
  readonly postgres: Server;
  readonly around?: Around;
}

let databases = 0;

async function rounds(
  bench: Bench,
  { counts, times, postgres: server, around }: Rounds,
): Promise<Record<Name, number>> {
  const rates: Record<Name, number[]> = { floor: [], rekey: [], "pg-boss": [], dbos: [] };
  for (let round = 1; round <= times; round++)
    for (const subject of names) {
      const count = counts[subject];
      const postgres = await databaseFor(subject, server);
      const { ms } = await carry({ subject, count, inFlight: IN_FLIGHT, postgres }, around);
      rates[subject].push((count / ms) * 1000);
      bench.say(`round ${round} of ${times}: ${subject} ${Math.round((count / ms) * 1000)}/s`);
    }
  const medians = names.map((name) => [name, median(rates[name])] as const);
  return Object.fromEntries(medians) as Record<Name, number>;
}

async function databaseFor(subject: Name, server: Server): Promise<string | undefined> {
  if (subject === "floor" || subject === "rekey") return undefined;
  return server.database(`bench${++databases}`);
}

function rowsOf(rates: Record<Name, number>, under: string): readonly Row[] {
  const rate = (name: Name): Row => ({ name: `${titles[name]}${under}`, value: rates[name], unit: "rotations/s" });
  const ratio = (other: Name, unit: string, least: number): Row => ({
    name: `Rekey to ${titles[other]}${under}`,
    value: rates.rekey / rates[other],
    unit,
    target: { least },
  });
  return [...names.map(rate), ratio("floor", "%", 0.1), ratio("pg-boss", "×", 4), ratio("dbos", "×", 20)];
}

const titles: Readonly<Record<Name, string>> = {
  rekey: "Rekey",
  floor: "the floor",
  "pg-boss": "pg-boss by hand",
  dbos: "DBOS by hand",
};
