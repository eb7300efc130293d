import type { Clock } from "@rekey/core";
import type { SqliteStore } from "@rekey/store/sqlite";
import type { Logger } from "pino";
import { reasonOf } from "../trouble.ts";
import { writeMark } from "./file.ts";

const EVERY_MS = 60_000;

/** Once a minute, where anything happened, until the signal aborts: writes the mark. One that cannot be written is said, and tried again. */
export async function keepMark(
  store: SqliteStore,
  path: string,
  { clock, log, signal }: { clock: Clock; log: Logger; signal: AbortSignal },
): Promise<void> {
  let marked = -1;
  while (!signal.aborted) {
    if (store.changes() !== marked) {
      await mark(store, path).catch((error: unknown) =>
        log.warn(`the mark ${path} cannot be written: ${reasonOf(error)}`),
      );
      marked = store.changes();
    }
    await clock.sleep(EVERY_MS, signal).catch(() => undefined);
  }
}

/** Writes the mark of a store as it stands. */
export async function mark(store: SqliteStore, path: string): Promise<void> {
  writeMark(path, await store.mark());
}
