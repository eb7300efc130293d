import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { counting, declare, keep, openStore, willing } from "./subjects/engine.ts";

/** A Crowd is many credentials in one store, some of them due. */
export interface Crowd {
  readonly total: number;
  readonly due: number;
}

/** Fills a store: two credentials by its own doors, one of them rotated, and copies of their rows, since a million declarations are not what is measured. */
export async function crowd(folder: string, { total, due }: Crowd): Promise<void> {
  const store = await openStore(folder);
  const stop = new AbortController();
  const isLast = counting("delivery.done", 1);
  await declare(store, "rotated", new Date());
  const report = (event: Parameters<typeof isLast>[0]) => isLast(event) && stop.abort();
  await keep(store, { inFlight: 1, report, connection: () => willing, signal: stop.signal });
  await declare(store, "fresh", new Date());
  await store.close();
  using db = new DatabaseSync(join(folder, "rekey.db"));
  // Nothing of value is in it yet.
  for (const pragma of ["journal_mode = OFF", "synchronous = OFF", "cache_size = -200000"]) db.exec(`PRAGMA ${pragma}`);
  db.exec("BEGIN");
  for (const text of copies) db.prepare(text).run({ total, stride: Math.floor(total / due) });
  db.exec("COMMIT");
}

/** Every so many is a copy of the fresh one, and due; all others of the rotated one, due some time in the next month. */
const numbers = `WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :total)`;
const copied = `FROM number JOIN declaration AS d ON d.name = iif(n % :stride = 0, 'fresh', 'rotated')`;
const uid = `printf('%08x-0000-7000-8000-%012x', n / 20, n)`;

const copies = [
  `INSERT INTO declaration (uid, name, identity, generation, body, declared_at) ${numbers}
   SELECT ${uid}, 'c' || n, 'bench:c' || n, d.generation, json_set(d.body, '$.account.user', 'c' || n), d.declared_at ${copied}`,
  `INSERT INTO credential (uid, lane, connection, due_at, wake_at, opened, answered, current_version, body) ${numbers}
   SELECT ${uid}, 'bench:c' || n, connection, iif(n % :stride = 0, due_at, due_at + n * 1000), iif(n % :stride = 0, wake_at, wake_at + n * 1000),
     opened, answered, current_version, c.body ${copied} JOIN credential AS c ON c.uid = d.uid`,
  `INSERT INTO sealed (uid, number, purpose, box) ${numbers}
   SELECT ${uid}, s.number, s.purpose, s.box ${copied} JOIN sealed AS s ON s.uid = d.uid`,
];
