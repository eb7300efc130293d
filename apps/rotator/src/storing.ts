import type { Dispatch } from "@rekey/core";
import type { SealKey } from "@rekey/store";
import { dispatchDue, lockDaemon, openSqlite, type SqliteStore } from "@rekey/store/sqlite";
import type { Operator } from "./config/config.ts";
import { readReference, type Reference } from "./config/reference.ts";
import type { Io } from "./io.ts";
import { mark } from "./mark/keep.ts";
import { notice, type Place } from "./mark/notice.ts";
import type { Hold } from "./progress/drive.ts";

const POLL_MS = 250;
/** A connection's own, where the operator says nothing: the gateway accepts a signature for fifteen minutes. */
const QUIET_MS = 960_000;

/** An OpenStore is a store, and the right to work on it, which one process has at a time. */
export interface OpenStore {
  readonly store: SqliteStore;
  /** Takes the store for this process. Throws ERR_CONFLICT, naming who has it, while a daemon or another command does. */
  hold(): Promise<Hold>;
  close(): Promise<void>;
}

interface Opening {
  /** Whether it is only looked at; then nothing is changed, its schema neither. */
  readonly isReadOnly?: boolean;
  readonly pageLimit?: number | undefined;
}

/** Opens the operator's store with the operator's keys. */
export async function openStore(
  operator: Pick<Operator, "sqlite" | "seal" | "mark" | "connections">,
  io: Pick<Io, "env" | "clock">,
  { isReadOnly = false, pageLimit }: Opening = {},
): Promise<OpenStore> {
  const keys = operator.seal.map(({ reference, folder }) => sealKeyOf(reference, folder, io));
  const store = await openSqlite(operator.sqlite, {
    keys,
    clock: io.clock,
    isReadOnly,
    ...(pageLimit !== undefined && { pageLimit }),
  });
  const place = { path: operator.mark, quietMs: longestQuietMs(operator) };
  return { store, hold: () => holdOf(store, place, io), close: () => store.close() };
}

/** For so long what any connection has sent may still land. */
function longestQuietMs({ connections }: Pick<Operator, "connections">): number {
  const quiet = [...connections.values()].map(({ quiet: quietMs }) => quietMs ?? QUIET_MS);
  return quiet.length === 0 ? QUIET_MS : Math.max(...quiet);
}

/** The seal key that a reference names. */
export function sealKeyOf(reference: Reference, folder: string, io: Pick<Io, "env">): SealKey {
  const source = "env" in reference ? `env:${reference.env}` : `file:${reference.file}`;
  return { source, key: readReference(reference, folder, io, "the seal key") };
}

/** Whoever has the store alone ends what others left behind, since no process works on it any more, and looks whether it is as old as it should be. */
async function holdOf(store: SqliteStore, place: Place, { clock }: Pick<Io, "clock">): Promise<Hold> {
  const lock = await lockDaemon(store.path);
  try {
    await store.takeOver(clock.now());
    const noticed = await notice(store, place, clock);
    // One that cannot be written stops no work: an older one still tells less, and nothing wrong.
    const marked = () => mark(store, place.path).catch(() => undefined);
    await marked();
    return { noticed, release: () => marked().finally(() => lock.release()) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

interface Dispatching {
  /** How many of one connection are named at one time. */
  readonly most: number;
  /** Called whenever the dispatcher looks, several times a second. */
  readonly beat: () => void;
}

/** What may be due, by the store's own index. */
export function dispatchOf({ store }: OpenStore, { clock }: Pick<Io, "clock">, { most, beat }: Dispatching): Dispatch {
  const source: Parameters<typeof dispatchDue>[0] = {
    due: (...asked) => store.due(...asked),
    connections: () => store.connections(),
    nextWake: () => store.nextWake(),
    changes() {
      beat();
      return store.changes();
    },
  };
  return dispatchDue(source, clock, { most, pollMs: POLL_MS });
}
