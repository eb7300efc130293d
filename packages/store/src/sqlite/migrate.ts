import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { CredentialError } from "@rekey/core";
import { text } from "./columns.ts";
import { steps } from "./schema.ts";

/** Marks the file as ours for `file` and for other programs: "RKEY". */
const APPLICATION_ID = 0x52_4b_45_59;

/** A Found is a store as it was found, or just made. */
export interface Found {
  readonly storeId: string;
  readonly isNew: boolean;
}

/** Brings the schema to this program's version, inside the caller's transaction. Throws ERR_DECLARATION where the file is newer. */
export function migrate(db: DatabaseSync, path: string, wanted: readonly string[] = steps): Found {
  const found = schemaVersion(db);
  if (found > wanted.length) throw newer(path, found, wanted.length);
  if (found < wanted.length) take(db, wanted, found);
  return { storeId: meta(db, "store"), isNew: found === 0 };
}

/** Says what a file holds whose schema is this program's, and changes nothing. Throws ERR_DECLARATION where it is older or newer. */
export function demandSchema(db: DatabaseSync, path: string, wanted: readonly string[] = steps): Found {
  const found = schemaVersion(db);
  if (found > wanted.length) throw newer(path, found, wanted.length);
  if (found < wanted.length) throw older(path, found, wanted.length);
  return { storeId: meta(db, "store"), isNew: false };
}

function take(db: DatabaseSync, wanted: readonly string[], found: number): void {
  for (const step of wanted.slice(found)) db.exec(step);
  const write = db.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)");
  write.run("schema", String(wanted.length));
  if (found > 0) return;
  write.run("store", randomUUID());
  db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
}

/** Throws ERR_DECLARATION where the file is another program's database: nothing of it may change. */
export function refuseStranger(db: DatabaseSync, path: string): void {
  const { application_id: id } = db.prepare("PRAGMA application_id").get() ?? {};
  const isEmpty = db.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined;
  if (id === APPLICATION_ID || isEmpty) return;
  throw new CredentialError("ERR_DECLARATION", `${path} is a SQLite database, but not a store of Rekey`, {
    remedy: "name another file for the store",
  });
}

function schemaVersion(db: DatabaseSync): number {
  const isEmpty = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'meta'").get() === undefined;
  return isEmpty ? 0 : Number(meta(db, "schema"));
}

function meta(db: DatabaseSync, key: string): string {
  return text(db.prepare("SELECT value FROM meta WHERE key = ?").get(key) ?? {}, "value");
}

function newer(path: string, found: number, known: number): CredentialError {
  return new CredentialError(
    "ERR_DECLARATION",
    `${path} has schema ${found} and this Rekey knows schemas up to ${known}: a newer Rekey wrote it; nothing was changed`,
    { remedy: "run the newer Rekey again, or restore a backup made before the upgrade" },
  );
}

function older(path: string, found: number, wanted: number): CredentialError {
  return new CredentialError(
    "ERR_DECLARATION",
    `${path} has schema ${found} and this Rekey works with schema ${wanted}: an older Rekey wrote it; nothing was changed`,
    {
      remedy:
        "stop the older daemon, and let rotator run or rotator apply bring it up to date; or look with the older Rekey",
    },
  );
}
