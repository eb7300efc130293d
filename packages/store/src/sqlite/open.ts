import { statSync } from "node:fs";
import { hostname } from "node:os";
import { DatabaseSync } from "node:sqlite";
import { type Clock, CredentialError, systemClock } from "@rekey/core";
import { keyIdOf, type SealKey } from "../seal/key.ts";
import { Seal } from "../seal/seal.ts";
import { newestLink } from "./audit.ts";
import { Boxes } from "./boxes.ts";
import { faulted } from "./fault.ts";
import { claimFile, locate, usable } from "./file.ts";
import { type Ground, reader, statements } from "./ground.ts";
import type { Lock } from "./keyring.ts";
import { lock, unlock } from "./keys.ts";
import { demandSchema, migrate, refuseStranger } from "./migrate.ts";
import { movedFrom } from "./moved.ts";
import { roomOf } from "./room.ts";
import { BUSY_MS, configure, refuseWeaker } from "./settings.ts";
import { storeOn } from "./store.ts";
import type { SqliteStore } from "./surface.ts";
import { newUid } from "./uid.ts";
import { Within } from "./within.ts";
import { Writer } from "./writer.ts";

const MEMORY = ":memory:";

export interface SqliteOptions {
  /** Seal keys: a new store is wrapped by all of them, an existing one opened by the first that fits. */
  readonly keys: readonly SealKey[];
  /** Whether a store that does not exist is made; it is, unless told otherwise. */
  readonly isMade?: boolean;
  /** Whether it is only looked at: then nothing is written, neither file nor folder is made, and a schema of another version is refused. */
  readonly isReadOnly?: boolean;
  readonly clock?: Clock;
  readonly newUid?: () => string;
  /** How many pages of 4 KiB the file may have; no limit of ours where absent. */
  readonly pageLimit?: number;
  /** Who this process is; `pid@host` where absent. */
  readonly holder?: string;
}

/**
 * Opens a store in a local file, or in `:memory:`, makes it where it does not exist, and brings its schema up to date. Throws ERR_DECLARATION where
 * file, folder, key, schema or file system will not do, ERR_UNAVAILABLE where the file is damaged or another process keeps it busy.
 */
export async function openSqlite(path: string, options: SqliteOptions): Promise<SqliteStore> {
  refuseKeys(options.keys);
  const real = path === MEMORY ? path : placed(path, options);
  return faulted(real, () => {
    const readOnly = options.isReadOnly ?? false;
    const db = new DatabaseSync(real, { timeout: BUSY_MS, allowExtension: false, readOnly });
    try {
      return opened(db, real, options);
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/** Before anything is made on disk. */
function refuseKeys(keys: readonly SealKey[]): void {
  for (const key of keys) keyIdOf(key);
  if (keys.length > 0) return;
  throw new CredentialError("ERR_DECLARATION", "a store needs a seal key, and none was given", {
    remedy: "rotator init makes one",
  });
}

function placed(path: string, { isReadOnly = false, isMade = !isReadOnly }: SqliteOptions): string {
  if (!isMade && !usable(path, () => statSync(path, { throwIfNoEntry: false })))
    throw new CredentialError("ERR_DECLARATION", `there is no store ${path}`, { remedy: "rotator init makes one" });
  const real = locate(path);
  if (!isReadOnly) claimFile(real);
  return real;
}

function opened(db: DatabaseSync, path: string, options: SqliteOptions): SqliteStore {
  refuseStranger(db, path);
  configure(db, options.pageLimit);
  refuseWeaker(db, path);
  const held = established(db, path, options);
  const [sql, writer] = [statements(db), new Writer(db, path)];
  const isRoomy = new Within(writer, roomOf(db, path, options.pageLimit));
  const isHere = new Within(writer, movedFrom(path));
  const ground: Ground = {
    db,
    path,
    sql,
    writer,
    newest: new Within(writer, () => newestLink(sql)),
    boxes: new Boxes(new Seal(held.storeId, held.dataKey), sql),
    known: new WeakMap(),
    look: (statement) => faulted(path, statement),
    read: reader(db, path),
    newUid: options.newUid ?? newUid,
    holder: options.holder ?? `${process.pid}@${hostname()}`,
    refuseWhenFull: () => isRoomy.get(),
    refuseWhenMoved: () => isHere.get(),
  };
  return storeOn(ground, held);
}

/** Schema and keys in one transaction: two processes may be making the same store, and a wrong key upgrades nothing. */
function established(db: DatabaseSync, path: string, { keys, clock = systemClock, isReadOnly }: SqliteOptions): Lock {
  if (isReadOnly) {
    const { storeId } = demandSchema(db, path);
    return { storeId, dataKey: unlock(db, storeId, keys), clock };
  }
  db.exec("BEGIN IMMEDIATE");
  try {
    const { storeId, isNew } = migrate(db, path);
    const dataKey = isNew ? lock(db, storeId, { keys, now: clock.now() }) : unlock(db, storeId, keys);
    db.exec("COMMIT");
    return { storeId, dataKey, clock };
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}
