import { join } from "node:path";
import { type Connection, type Event, generate, type Report, Secret, systemClock } from "@rekey/core";
import { run } from "@rekey/reconciler";
import { dispatchDue, openSqlite, type SqliteStore } from "@rekey/store/sqlite";
import { password } from "./kind.ts";
import type { Place, Subject } from "./subject.ts";

const DAY_MS = 86_400_000;
/** As the daemon has it. */
const POLL_MS = 500;

/** Our engine as the daemon runs it: the SQLite store, its dispatch, and the reconciler's loop over one kind. */
export async function engine({ folder }: Place): Promise<Subject> {
  const store = await openStore(folder);
  let seeded = 0;
  return {
    async seed(count) {
      const all = Array.from({ length: count }, (_, at) => declare(store, `c${at}`, new Date()));
      seeded = (await Promise.all(all)).length;
    },
    async drain(inFlight) {
      const stop = new AbortController();
      const isLast = counting("delivery.done", seeded);
      const report: Report = (event) => isLast(event) && stop.abort();
      // Of one connection, which takes no more than half of all places.
      const places = { inFlight: 2 * inFlight, mostOf: () => inFlight };
      await keep(store, { ...places, report, connection: () => willing, signal: stop.signal });
    },
    transactions: () => store.transactions,
    barriers: () => store.barriers,
    close: () => store.close(),
  };
}

const sealKey = "rekey-seal-1:cmVrZXktYmVuY2gtb25seS1yZWtleS1iZW5jaC1vbmw=";

/** Every process of the bench opens it with the same key, which is no secret. */
export function openStore(folder: string): Promise<SqliteStore> {
  return openSqlite(join(folder, "rekey.db"), { keys: [{ source: "bench", key: new Secret(sealKey) }] });
}

/** Declares one credential, due from an instant on. */
export async function declare(store: SqliteStore, user: string, at: Date, connection = "cloud"): Promise<void> {
  const identity = `bench:${user}`;
  const wish = { name: user, owner: "file", kind: password.name, connection, account: { user } };
  const rotate = { everyMs: 30 * DAY_MS };
  await store.declare({ ...wish, rotate, deliver: ["sink"], graceMs: 0 }, { identity, lane: identity }, at);
}

/** Says of each event whether it is the last that is waited for. */
export function counting(name: Event["name"], most: number): (event: Event) => boolean {
  let seen = 0;
  return (event) => event.name === name && ++seen === most;
}

export interface Keeping {
  /** At most, of all connections. */
  readonly inFlight: number;
  readonly mostOf?: (connection: string) => number;
  readonly report: Report;
  readonly connection: (name: string) => Connection;
  readonly signal: AbortSignal;
}

/** Runs the daemon's loop until the signal aborts. */
export function keep(store: SqliteStore, { inFlight, mostOf, signal, ...ports }: Keeping): Promise<void> {
  const sink = { async deliver() {} };
  const tools = { store, clock: systemClock, generate, kind: () => password, sink: () => sink, ...ports };
  const dispatch = dispatchDue(store, systemClock, { most: Math.ceil(inFlight / 2), pollMs: POLL_MS });
  return run(tools, dispatch, { concurrency: inFlight, mostOf, signal });
}

export const accepted = { status: 200, headers: {}, body: new Secret("{}") };

/** A cloud that takes everything at once. */
export const willing = cloud(async () => accepted);

export function cloud(send: Connection["send"]): Connection {
  return { longestMs: 60_000, quietMs: 960_000, send, reach: async (host) => host };
}
