import type { Claim, CredentialKind } from "@rekey/core";
import { type MemoryStore, memoryStore } from "@rekey/core/testing";

/** A Process is one look of one holder, with the memory it has until it dies. */
export interface Process {
  readonly id: number;
  isDead: boolean;
  /** Whether its store has failed it: then it may do nothing more, and its look may reject. */
  isForsaken: boolean;
  claim?: Claim;
  /** When it took in what people said, which is when it told what is owed. */
  heardAt?: number;
}

/** A Setting is where a history takes place: a store that others may use too, and the one credential there that is its own. */
export interface Setting {
  readonly uid: string;
  /** Gives the next credential that is declared that uid. */
  readonly store: MemoryStore;
  /** Keeps its state, where that can be put back later. */
  readonly keeping?: Keeping | undefined;
}

/** Keeps a state, and answers with what puts it back as long as nobody works. */
export type Keeping = () => Promise<() => Promise<void>>;

/** What is declared from the beginning, beside what people change. */
export interface Declaring {
  /** Whether two accounts take turns. */
  readonly isAlternating?: boolean | undefined;
  /** The kind that sets the secret anew where the service refuses the one that is held. */
  readonly admin?: CredentialKind | undefined;
}

/** The user that takes turns with `u`. */
export const OTHER = "w";

/** A store of one's own, of which an older copy may be put back. */
export function alone(): Setting {
  const uid = "c1";
  const store = memoryStore({ newUid: () => uid });
  return { uid, store, keeping: async () => kept(store, uid) };
}

/** Keeps all that a memory store knows of one credential, and every payment. */
export function kept({ rows, paid }: MemoryStore, uid: string): () => Promise<void> {
  const row = rows.get(uid);
  const older = row && { ...row, requests: [...row.requests] };
  const payments = new Map(paid);
  return async () => {
    Object.assign(row ?? {}, older, { requests: [...(older?.requests ?? [])] });
    paid.clear();
    for (const [identity, until] of payments) paid.set(identity, until);
  };
}
