import { type MemoryStore, memoryStore } from "@rekey/core/testing";

/** A Setting is where a history takes place: a store that others may use too, and the one credential there that is its own. */
export interface Setting {
  readonly uid: string;
  /** Gives the next credential that is declared that uid. */
  readonly store: MemoryStore;
  /** Whether an older state of it may be put back. */
  readonly isCopied?: boolean;
}

/** A memory store of its own. */
export function alone(): Setting {
  const uid = "c1";
  return { uid, store: memoryStore({ newUid: () => uid }), isCopied: true };
}
