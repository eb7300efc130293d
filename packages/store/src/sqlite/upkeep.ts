import type { Secret } from "@rekey/core";
import { integer, text } from "./columns.ts";
import type { Ground } from "./ground.ts";
import { standingRow } from "./listed.ts";

const THIRTY_DAYS_MS = 30 * 86_400_000;

/** A Kept is one version of which the sealed secret is still there, in force or not. */
export interface Kept {
  readonly number: number;
  readonly secret: Secret;
}

/** Upkeep is what a daemon does beside rotating. */
export interface Upkeep {
  /**
   * Ends every claim at once and has their credentials looked at now; answers with their number. Only for whoever holds the lock of
   * `lockDaemon`: then no other process works on a claim, so a restart need not wait for the old ones to end.
   */
  takeOver(now: Date): Promise<number>;
  /** Deletes what was forgotten more than thirty days ago, sealed versions and all; answers with how many credentials that were. Events stay. */
  purge(now: Date): Promise<number>;
  /** The sealed versions of a credential, newest first: those in force, and what became of the five newest. Opened when asked for. */
  versions(uid: string): Promise<readonly Kept[]>;
  /** A number that moves whenever anybody, here or in another process, wrote; cheap enough to ask for many times a second. */
  changes(): number;
}

export function upkeep(ground: Ground): Upkeep {
  const { writer, sql } = ground;
  return {
    takeOver: (now) => writer.write(() => takeOver(ground, now)),
    purge: (now) => writer.write(() => purge(ground, now)),
    versions: async (uid) => ground.read(() => versions(ground, uid)),
    // SQLite's own number does not count what this connection writes.
    changes: () => integer(sql("PRAGMA data_version").get() ?? {}, "data_version") + writer.transactions,
  };
}

function takeOver({ sql }: Ground, now: Date): number {
  const end = `UPDATE credential SET epoch = epoch + 1, claim_ends_at = 0, wake_at = min(wake_at, :now)
    WHERE claim_ends_at > 0 AND claim_ends_at > :now`;
  return Number(sql(end).run({ now: now.getTime() }).changes);
}

function purge({ sql }: Ground, now: Date): number {
  const old = sql("SELECT uid FROM declaration WHERE forgotten_at IS NOT NULL AND forgotten_at <= ?");
  const uids = old.all(now.getTime() - THIRTY_DAYS_MS).map((row) => text(row, "uid"));
  for (const uid of uids)
    for (const table of ["sealed", "request", "credential", "declaration"])
      sql(`DELETE FROM ${table} WHERE uid = ?`).run(uid);
  return uids.length;
}

function versions(ground: Ground, uid: string): readonly Kept[] {
  standingRow(ground, uid);
  const look = "SELECT number FROM sealed WHERE uid = ? AND purpose = 'version' ORDER BY number DESC";
  const numbers = ground
    .sql(look)
    .all(uid)
    .map((row) => integer(row, "number"));
  return numbers.map((number) => ({
    number,
    secret: ground.boxes.secret({ uid, number, purpose: "version" }, false),
  }));
}
