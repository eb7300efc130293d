import type { Bench } from "./bench.ts";
import { type Around, carry, type Job } from "./child.ts";
import type { Server } from "./postgres.ts";
import { median, type Row } from "./row.ts";

type Name = Job["subject"];
type Counts = Readonly<Record<Name, number>>;

/** A Pace is what carrying a rotation took. */
interface Pace {
  readonly perSecond: number;
  /** Of the process that carries, user and system, in microseconds; what a database server takes is not in it. */
  readonly cpuUs: number;
}

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

type Paces = Readonly<Record<Name, Pace>>;

let databases = 0;

async function rounds(bench: Bench, { counts, times, postgres: server, around }: Rounds): Promise<Paces> {
  const seen: Record<Name, Pace[]> = { floor: [], rekey: [], "pg-boss": [], dbos: [] };
  for (let round = 1; round <= times; round++)
    for (const subject of names) {
      const count = counts[subject];
      const postgres = await databaseFor(subject, server);
      const { ms, cpuMs } = await carry({ subject, count, inFlight: IN_FLIGHT, postgres }, around);
      const pace = { perSecond: (count / ms) * 1000, cpuUs: (cpuMs / count) * 1000 };
      seen[subject].push(pace);
      const cost = `${Math.round(pace.perSecond)}/s, ${Math.round(pace.cpuUs)} µs of processor each`;
      bench.say(`round ${round} of ${times}: ${subject} ${cost}`);
    }
  const of = (name: Name): Pace => ({
    perSecond: median(seen[name].map(({ perSecond }) => perSecond)),
    cpuUs: median(seen[name].map(({ cpuUs }) => cpuUs)),
  });
  return { floor: of("floor"), rekey: of("rekey"), "pg-boss": of("pg-boss"), dbos: of("dbos") };
}

async function databaseFor(subject: Name, server: Server): Promise<string | undefined> {
  if (subject === "floor" || subject === "rekey") return undefined;
  return server.database(`bench${++databases}`);
}

function rowsOf(paces: Paces, under: string): readonly Row[] {
  const rate = (name: Name): Row => ({
    name: `${titles[name]}${under}`,
    value: paces[name].perSecond,
    unit: "rotations/s",
  });
  const ratio = (other: Name, unit: string, least: number): Row => ({
    name: `Rekey to ${titles[other]}${under}`,
    value: paces.rekey.perSecond / paces[other].perSecond,
    unit,
    target: { least },
  });
  const cost = (name: Name): Row => ({
    name: `${titles[name]}${under}, processor time a rotation`,
    value: paces[name].cpuUs,
    unit: "µs",
  });
  const ratios = [ratio("floor", "%", 0.1), ratio("pg-boss", "×", 4), ratio("dbos", "×", 20)];
  return [...names.map(rate), ...ratios, cost("floor"), cost("rekey")];
}

const titles: Readonly<Record<Name, string>> = {
  rekey: "Rekey",
  floor: "the floor",
  "pg-boss": "pg-boss by hand",
  dbos: "DBOS by hand",
};
