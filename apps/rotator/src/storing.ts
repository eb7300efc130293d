import type { Dispatch } from "@rekey/core";
import type { SealKey } from "@rekey/store";
import { dispatchDue, lockDaemon, openSqlite, type SqliteStore } from "@rekey/store/sqlite";
import type { Operator } from "./config/config.ts";
import { readReference, type Reference } from "./config/reference.ts";
import type { Io } from "./io.ts";
import type { Hold } from "./progress/drive.ts";

const POLL_MS = 250;

/** An OpenStore is a store, and the right to work on it, which one process has at a time. */
export interface OpenStore {
  readonly store: SqliteStore;
  /** Takes the store for this process. Throws ERR_CONFLICT, naming who has it, while a daemon or another command does. */
  hold(): Promise<Hold>;
  close(): Promise<void>;
}

/** Opens the operator's store with the operator's keys. */
export async function openStore(
  operator: Pick<Operator, "sqlite" | "seal">,
  io: Pick<Io, "env" | "clock">,
  pageLimit?: number,
): Promise<OpenStore> {
  const keys = operator.seal.map(({ reference, folder }) => sealKeyOf(reference, folder, io));
  const store = await openSqlite(operator.sqlite, {
    keys,
    clock: io.clock,
    ...(pageLimit !== undefined && { pageLimit }),
  });
  return { store, hold: () => holdOf(store, io), close: () => store.close() };
}

/** The seal key that a reference names. */
export function sealKeyOf(reference: Reference, folder: string, io: Pick<Io, "env">): SealKey {
  const source = "env" in reference ? `env:${reference.env}` : `file:${reference.file}`;
  return { source, key: readReference(reference, folder, io, "the seal key") };
}

/** Whoever has the store alone ends what others left behind: no process works on it any more. */
async function holdOf(store: SqliteStore, { clock }: Pick<Io, "clock">): Promise<Hold> {
  const lock = await lockDaemon(store.path);
  await store.takeOver(clock.now());
  return { release: async () => lock.release() };
}

/** What may be due, by the store's own index. */
export function dispatchOf({ store }: OpenStore, { clock }: Pick<Io, "clock">, most: number): Dispatch {
  return dispatchDue(store, clock, { most, pollMs: POLL_MS });
}
