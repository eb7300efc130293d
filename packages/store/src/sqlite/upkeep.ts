import { integer, text } from "./columns.ts";
import type { Ground } from "./ground.ts";
import { rowByUid, standingRow } from "./listed.ts";
import { mark, standing } from "./mark.ts";
import type { Kept, Upkeep } from "./surface.ts";

const THIRTY_DAYS_MS = 30 * 86_400_000;

export function upkeep(ground: Ground): Upkeep {
  const { writer, sql } = ground;
  return {
    takeOver: (now) => writer.write(() => takeOver(ground, now)),
    purge: (now) => writer.write(() => purge(ground, now)),
    versions: async (uid) => ground.read(() => versions(ground, uid)),
    mark: () => writer.write(() => mark(ground)),
    standing: async (kept) => ground.read(() => standing(ground, kept)),
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
  const since = now.getTime() - THIRTY_DAYS_MS;
  const uids = old.all(since).map((row) => text(row, "uid"));
  for (const uid of uids)
    for (const table of ["sealed", "request", "credential", "declaration"])
      sql(`DELETE FROM ${table} WHERE uid = ?`).run(uid);
  sql("DELETE FROM token WHERE min(expires_at, coalesce(revoked_at, expires_at)) <= ?").run(since);
  return uids.length;
}

function versions(ground: Ground, uid: string): readonly Kept[] {
  // What was forgotten is kept for thirty days, and so are its versions.
  if (!rowByUid(ground, uid)) standingRow(ground, uid);
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
