import type { KeyObject } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { CredentialError } from "@rekey/core";
import { newDataKey, unwrapKey, wrapKey, type WrappedKey } from "../seal/envelope.ts";
import type { SealKey } from "../seal/key.ts";
import { bytes, instant, text } from "./columns.ts";
import type { KeyName } from "./surface.ts";

/** Makes the data key of a new store, wrapped by every key. Throws ERR_DECLARATION where there is none. */
export function lock(
  db: DatabaseSync,
  storeId: string,
  { keys, now }: { keys: readonly SealKey[]; now: Date },
): KeyObject {
  const dataKey = newDataKey();
  for (const key of keys) addWrapped(db, wrapKey(dataKey, storeId, key), now);
  return dataKey;
}

/** Opens the data key of a store with one of the keys. Throws ERR_DECLARATION where none fits. */
export function unlock(db: DatabaseSync, storeId: string, keys: readonly SealKey[]): KeyObject {
  const rows = db.prepare("SELECT id, source, wrapped FROM seal_key ORDER BY added_at, id").all();
  const wrapped = rows.map((row) => ({
    id: text(row, "id"),
    source: text(row, "source"),
    wrapped: bytes(row, "wrapped"),
  }));
  if (wrapped.length > 0) return unwrapKey(wrapped, storeId, keys);
  throw new CredentialError("ERR_DECLARATION", "the store's wrapped keys are gone from it", {
    remedy: "restore it from a backup",
  });
}

export function keyNames(db: DatabaseSync): readonly KeyName[] {
  const rows = db.prepare("SELECT id, source, added_at FROM seal_key ORDER BY added_at, id").all();
  return rows.map((row) => ({ id: text(row, "id"), source: text(row, "source"), addedAt: instant(row, "added_at") }));
}

export function addWrapped(db: DatabaseSync, { id, source, wrapped }: WrappedKey, now: Date): void {
  const add = db.prepare(
    "INSERT INTO seal_key (id, source, wrapped, added_at) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET source = excluded.source",
  );
  add.run(id, source, wrapped, now.getTime());
}

/** Takes one key away. Throws ERR_DECLARATION where the store has no such key, or no other. */
export function removeWrapped(db: DatabaseSync, id: string): KeyName {
  const names = keyNames(db);
  const found = names.find((name) => name.id === id);
  if (!found) throw new CredentialError("ERR_DECLARATION", `the store has no key ${id}…`);
  if (names.length === 1)
    throw new CredentialError(
      "ERR_DECLARATION",
      `key ${id}… is the store's last: without it every password in it is lost`,
      {
        remedy: "add another key first",
      },
    );
  db.prepare("DELETE FROM seal_key WHERE id = ?").run(id);
  return found;
}
