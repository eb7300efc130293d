import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Claim } from "@rekey/core";
import { faulted } from "./fault.ts";
import type { Link } from "./audit.ts";
import type { Boxes } from "./boxes.ts";
import type { Known } from "./row.ts";
import type { Within } from "./within.ts";
import type { Writer } from "./writer.ts";

/** A Ground is what every part of the store stands on: one open database, its one writer, and its sealed boxes. */
export interface Ground {
  readonly db: DatabaseSync;
  readonly path: string;
  readonly writer: Writer;
  readonly boxes: Boxes;
  /** What the holder of a claim knows of its row. */
  readonly known: WeakMap<Claim, Known>;
  /** Of the audit chain, inside a transaction. */
  readonly newest: Within<Link>;
  /** A statement, prepared once. */
  readonly sql: (text: string) => StatementSync;
  /** Reads with one statement, which sees one moment by itself. */
  readonly look: <T>(statement: () => T) => T;
  /** Reads from one moment of the database, whoever else writes. */
  readonly read: <T>(work: () => T) => T;
  readonly newUid: () => string;
  /** Who this process is, for whoever asks who holds a claim. */
  readonly holder: string;
  /** Throws ERR_UNAVAILABLE where too little space is left to finish what would be begun. */
  readonly refuseWhenFull: () => void;
  /** Throws ERR_UNAVAILABLE where the file at `path` is another by now. */
  readonly refuseWhenMoved: () => void;
}

/** Prepares each statement once. */
export function statements(db: DatabaseSync): (text: string) => StatementSync {
  const prepared = new Map<string, StatementSync>();
  return (text) => {
    const found = prepared.get(text) ?? db.prepare(text);
    prepared.set(text, found);
    return found;
  };
}

/** One read transaction: several statements see the same moment. */
export function reader(db: DatabaseSync, path: string): <T>(work: () => T) => T {
  const [begin, end] = [db.prepare("BEGIN"), db.prepare("COMMIT")];
  return (work) =>
    faulted(path, () => {
      begin.run();
      try {
        return work();
      } finally {
        if (db.isTransaction) end.run();
      }
    });
}
