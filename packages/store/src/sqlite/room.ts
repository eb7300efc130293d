import { statfsSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { dirname } from "node:path";
import { CredentialError } from "@rekey/core";

/** Space that is left free for the replies and promotions of rotations under way. */
const RESERVE_BYTES = 1024 * 1024;

/**
 * Refuses to begin what may not be finished: while a rotation can still be begun, there is room to keep what comes of it.
 * Answers with a check that throws ERR_UNAVAILABLE. Pages that others free or fill are seen by the next check.
 */
export function roomOf(db: DatabaseSync, path: string, pageLimit?: number): () => void {
  const size = one(db, "page_size");
  // Of a small limit an eighth is enough.
  const reserve = pageLimit === undefined ? RESERVE_BYTES : Math.min(RESERVE_BYTES, (pageLimit * size) / 8);
  return () => {
    const isPageShort = pageLimit !== undefined && freePages(db, pageLimit) * size < reserve;
    if (isPageShort || diskBytes(path) < reserve) throw tooFull(path, reserve);
  };
}

function freePages(db: DatabaseSync, pageLimit: number): number {
  return pageLimit - one(db, "page_count") + one(db, "freelist_count");
}

function diskBytes(path: string): number {
  if (path === ":memory:") return Number.POSITIVE_INFINITY;
  const { bavail, bsize } = statfsSync(dirname(path));
  return bavail * bsize;
}

function one(db: DatabaseSync, pragma: string): number {
  return Number(Object.values(db.prepare(`PRAGMA ${pragma}`).get() ?? {})[0]);
}

function tooFull(path: string, reserve: number): CredentialError {
  const kib = Math.ceil(reserve / 1024);
  return new CredentialError(
    "ERR_UNAVAILABLE",
    `the store ${path} is almost full: less than ${kib} KiB are left to keep a new secret in; no rotation was begun`,
    { remedy: "free space where the store lies, or raise its page limit; Rekey goes on by itself" },
  );
}
