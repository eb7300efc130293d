import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { CredentialError } from "@rekey/core";
import { faultOf, resultOf } from "./fault.ts";
import { claimFile, locate } from "./file.ts";

/** A DaemonLock is the right to be the one daemon of a store. */
export interface DaemonLock {
  release(): void;
}

/** SQLITE_BUSY */
const BUSY = 5;

/** An open database that nobody refers to is closed by the garbage collector, and its lock with it. */
const held = new Set<DatabaseSync>();

/**
 * Takes the lock of a store's one daemon: an open exclusive transaction in the tiny database `<path>.lock`, which the kernel ends when the process
 * dies, however it dies. Throws ERR_CONFLICT, naming the process that has it.
 */
export async function lockDaemon(path: string): Promise<DaemonLock> {
  const real = locate(path);
  const file = `${real}.lock`;
  claimFile(file);
  const db = new DatabaseSync(file, { timeout: 0 });
  try {
    db.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
  } catch (error) {
    db.close();
    throw resultOf(error) === BUSY ? taken(real, error) : faultOf(error, file);
  }
  held.add(db);
  sign(real);
  return { release: () => release(real, db) };
}

function release(path: string, db: DatabaseSync): void {
  if (!held.delete(db)) return;
  rmSync(signature(path), { force: true });
  db.close();
}

/** The database cannot be read while it is locked, so its holder's name stands beside it. */
function signature(path: string): string {
  return `${path}.lock.pid`;
}

function sign(path: string): void {
  const since = new Date().toISOString();
  writeFileSync(signature(path), `${process.pid} since ${since}\n`, { mode: 0o600 });
}

function taken(path: string, cause: unknown): CredentialError {
  return new CredentialError("ERR_CONFLICT", `another rotator works on ${path}: process ${holderOf(path)}`, {
    cause,
    remedy:
      "let it do the work (its commands write requests that it takes in), or stop it first; one SQLite file has one daemon",
  });
}

function holderOf(path: string): string {
  try {
    return readFileSync(signature(path), "utf8").trim();
  } catch {
    return "unknown (it has only just started)";
  }
}
