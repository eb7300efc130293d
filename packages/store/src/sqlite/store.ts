import type { Store } from "@rekey/core";
import { audit, type Chain, walkChain } from "./audit.ts";
import { budgets } from "./budgets.ts";
import { claims } from "./claims.ts";
import { commit } from "./commit.ts";
import { copy } from "./copy.ts";
import { declarations } from "./declarations.ts";
import type { Ground } from "./ground.ts";
import { keyring, type Keyring, type Lock } from "./keyring.ts";
import { requests } from "./requests.ts";
import { upkeep, type Upkeep } from "./upkeep.ts";

/** A SqliteStore keeps everything in one local file, secrets sealed. */
export interface SqliteStore extends Store, Keyring, Upkeep, AsyncDisposable {
  /** Its own name, given when it was made: secrets are bound to it. */
  readonly id: string;
  /** Where it lies, links resolved. */
  readonly path: string;
  /** How many transactions this process has committed: what is awaited together shares one. */
  readonly transactions: number;
  /** Checks every link of the audit chain. */
  verifyChain(): Promise<Chain>;
  /** Copies the store into a new file, sealed as it is, while it is in use. */
  backup(path: string): Promise<void>;
  /** Writes what waits, and lets go of the file. */
  close(): Promise<void>;
}

export function storeOn(ground: Ground, lock: Lock): SqliteStore {
  const close = async () => {
    ground.writer.close();
    if (ground.db.isOpen) ground.db.close();
  };
  return {
    id: lock.storeId,
    path: ground.path,
    get transactions() {
      return ground.writer.transactions;
    },
    ...declarations(ground),
    ...requests(ground),
    ...claims(ground),
    commit: (claim, next, event, bill) => commit(ground, { claim, next, event, bill }),
    ...budgets(ground),
    ...audit(ground),
    ...keyring(ground, lock),
    ...upkeep(ground),
    verifyChain: () => walkChain(ground),
    backup: (path) => copy(ground.db, path),
    close,
    [Symbol.asyncDispose]: close,
  };
}
