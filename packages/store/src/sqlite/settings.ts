import type { DatabaseSync } from "node:sqlite";
import { CredentialError } from "@rekey/core";

/** How long one process waits for another's transaction. */
export const BUSY_MS = 5000;

/** What durability and secrecy rest on, as SQLite reports it. */
const needed: readonly [pragma: string, set: string, found: readonly (string | number)[]][] = [
  // A database in memory has no log.
  ["journal_mode", "WAL", ["wal", "memory"]],
  ["synchronous", "FULL", [2, 3]],
  ["foreign_keys", "ON", [1]],
  ["trusted_schema", "OFF", [0]],
  ["secure_delete", "ON", [1]],
  ["temp_store", "MEMORY", [2]],
  ["busy_timeout", String(BUSY_MS), [BUSY_MS]],
  // On a Mac only these reach the disk's platter; elsewhere they change nothing.
  ["fullfsync", "ON", [1]],
  ["checkpoint_fullfsync", "ON", [1]],
];

/** What speed rests on: up to 32 MiB of pages in memory, and a log of 16 MiB before it goes into the file, so that a page written often goes there once. */
const quick = ["cache_size = -32768", "wal_autocheckpoint = 4096"];

/** Sets what durability and speed rest on, and how many pages the file may have. */
export function configure(db: DatabaseSync, pageLimit?: number): void {
  for (const [pragma, set] of needed) db.exec(`PRAGMA ${pragma} = ${set}`);
  for (const setting of quick) db.exec(`PRAGMA ${setting}`);
  if (pageLimit !== undefined) db.exec(`PRAGMA max_page_count = ${Math.trunc(pageLimit)}`);
}

/** Reads every setting back. Throws ERR_DECLARATION where one is weaker than needed: what was acknowledged might be lost. */
export function refuseWeaker(db: DatabaseSync, path: string): void {
  const weak = needed.flatMap(([pragma, set, found]) => {
    const [value] = Object.values(db.prepare(`PRAGMA ${pragma}`).get() ?? {});
    const isStrong = (typeof value === "string" || typeof value === "number") && found.includes(value);
    return isStrong ? [] : [`${pragma} is ${String(value)} and not ${set}`];
  });
  if (weak.length === 0) return;
  throw new CredentialError("ERR_DECLARATION", `the store ${path} cannot be kept safe there: ${weak.join(", ")}`, {
    remedy: "put the store on a local disk of an ordinary file system",
  });
}
