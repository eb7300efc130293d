import type { Row } from "./columns.ts";
import { bytes, integer, text } from "./columns.ts";
import type { Ground } from "./ground.ts";
import type { Mark, Standing } from "./surface.ts";

/** The number of the event that the last mark knew; that there is such a row says that there is a mark. */
const MARKED = "marked";

/** Inside a transaction that is waited for: a mark never knows what a power failure may take back. */
export function mark({ sql, newest }: Ground): Mark {
  const { seq, hash } = newest.get();
  sql("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)").run(MARKED, String(seq));
  return { store: nameOf(sql), seq, head: hexOf(hash) };
}

/** Inside a read. */
export function standing({ sql }: Ground, kept: Mark | undefined): Standing {
  if (kept?.store !== nameOf(sql)) return { is: metaOf(sql, MARKED) === undefined ? "new" : "unmarked" };
  const there = sql("SELECT hash FROM event WHERE seq = ?").get(kept.seq);
  if (kept.seq === 0 || (there && hexOf(bytes(there, "hash")) === kept.head)) return { is: "same" };
  // Where other events have taken their numbers since, nobody knows how many were lost: no more than there ever were.
  return { is: "older", lost: there ? kept.seq : kept.seq - newestOf(sql) };
}

function newestOf(sql: Ground["sql"]): number {
  return integer(sql("SELECT coalesce(max(seq), 0) AS seq FROM event").get() ?? {}, "seq");
}

function nameOf(sql: Ground["sql"]): string {
  return metaOf(sql, "store") ?? "";
}

function metaOf(sql: Ground["sql"], key: string): string | undefined {
  const row: Row | undefined = sql("SELECT value FROM meta WHERE key = ?").get(key);
  return row && text(row, "value");
}

function hexOf(digest: Uint8Array): string {
  return Buffer.from(digest).toString("hex");
}
