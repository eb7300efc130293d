import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Place, Subject } from "./subject.ts";

const BARRIERS = 3;

/** The floor: what SQLite alone asks for three commits a rotation, each one update and one row of history, and nothing else. */
export function floor({ folder }: Place): Subject {
  const db = new DatabaseSync(join(folder, "floor.db"));
  for (const pragma of ["journal_mode = WAL", "synchronous = FULL"]) db.exec(`PRAGMA ${pragma}`);
  db.exec("CREATE TABLE credential (id INTEGER PRIMARY KEY, phase INTEGER NOT NULL, box BLOB) STRICT");
  db.exec("CREATE TABLE event (seq INTEGER PRIMARY KEY, id INTEGER NOT NULL, phase INTEGER NOT NULL) STRICT");
  let seeded = 0;
  let transactions = 0;
  const transact = (work: () => void) => {
    db.exec("BEGIN IMMEDIATE");
    work();
    db.exec("COMMIT");
    transactions++;
  };
  return {
    async seed(count) {
      const add = db.prepare("INSERT INTO credential (phase) VALUES (0)");
      transact(() => {
        for (; seeded < count; seeded++) add.run();
      });
      transactions = 0;
    },
    async drain(inFlight) {
      const update = db.prepare("UPDATE credential SET phase = ?, box = ? WHERE id = ?");
      const tell = db.prepare("INSERT INTO event (id, phase) VALUES (?, ?)");
      const box = randomBytes(60);
      for (let first = 1; first <= seeded; first += inFlight)
        for (let phase = 1; phase <= BARRIERS; phase++)
          transact(() => {
            for (let id = first; id < first + inFlight && id <= seeded; id++) {
              update.run(phase, box, id);
              tell.run(id, phase);
            }
          });
    },
    transactions: () => transactions,
    close: async () => db.close(),
  };
}
