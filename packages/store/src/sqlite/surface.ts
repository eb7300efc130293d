import type { Secret, Store } from "@rekey/core";
import type { SealKey } from "../seal/key.ts";

/** A SqliteStore keeps everything in one local file, secrets sealed. */
export interface SqliteStore extends Store, Keyring, Upkeep, AsyncDisposable {
  /** Its own name, given when it was made: secrets are bound to it. */
  readonly id: string;
  /** Where it lies, links resolved. */
  readonly path: string;
  /** How many transactions this process has committed: what is awaited together shares one. */
  readonly transactions: number;
  /** How many of them were waited for until the disk had them. */
  readonly barriers: number;
  /** Tells from now on of each transaction that wrote anything: how many operations shared it. The listener must not throw. */
  onCommit(then: (operations: number) => void): void;
  /** Throws ERR_UNAVAILABLE where nothing could be begun now: the file is kept busy, full, read-only, or another by now. */
  probe(): Promise<void>;
  /** Checks every link of the audit chain. */
  verifyChain(): Promise<Chain>;
  /** Copies the store into a new file, sealed as it is, while it is in use. */
  backup(path: string): Promise<void>;
  /** Writes what waits, and lets go of the file. */
  close(): Promise<void>;
}

/** A KeyName is one seal key of a store, as people see it. */
export interface KeyName {
  readonly id: string;
  readonly source: string;
  readonly addedAt: Date;
}

/** A Keyring is who may open the store: any one of its keys can. Each change of it is an event, `seal.rotated`. A key taken away still opens older backups. */
export interface Keyring {
  keys(): Promise<readonly KeyName[]>;
  /** Lets one more key open the store. */
  addKey(key: SealKey, by?: string): Promise<KeyName>;
  /** Takes a key away. Throws ERR_DECLARATION where it is the last. */
  removeKey(id: string, by?: string): Promise<void>;
  /** Lets these keys open the store, and no others. */
  rewrap(keys: readonly SealKey[], by?: string): Promise<readonly KeyName[]>;
}

/** A Kept is one version of which the sealed secret is still there, in force or not. */
export interface Kept {
  readonly number: number;
  readonly secret: Secret;
}

/** Upkeep is what a daemon does beside rotating. */
export interface Upkeep {
  /**
   * Ends every claim at once and has their credentials looked at now; answers with their number. Only for whoever holds the lock of
   * `lockDaemon`: then no other process works on a claim, so a restart need not wait for the old ones to end.
   */
  takeOver(now: Date): Promise<number>;
  /** Deletes what was forgotten more than thirty days ago, sealed versions and all, and tokens that ended as long ago; answers with how many credentials that were. Events stay. */
  purge(now: Date): Promise<number>;
  /** The sealed versions of a credential, newest first: those in force, and what became of the five newest. Opened when asked for. */
  versions(uid: string): Promise<readonly Kept[]>;
  /** What a mark outside the file has to say of the store as it stands, once the disk has that; from then on the store knows that there is one. */
  mark(): Promise<Mark>;
  /** How the store stands to a mark that was kept outside; reads only. */
  standing(kept: Mark | undefined): Promise<Standing>;
  /** A number that moves whenever anybody, here or in another process, wrote; cheap enough to ask for many times a second. */
  changes(): number;
}

/** A Mark says how far a store had come: its own name, its newest event and that one's hash. No secret. */
export interface Mark {
  readonly store: string;
  readonly seq: number;
  /** In hexadecimal. */
  readonly head: string;
}

/**
 * A Standing is how a store stands to a mark. `older`: the mark knows events that the store does not, and at least so many; `unmarked`: there was a mark of
 * this store, and it is not this one.
 */
export type Standing = { readonly is: "new" | "same" | "unmarked" } | { readonly is: "older"; readonly lost: number };

/** A Chain is what a walk over all events found. Only who remembers a `head` can tell that events were cut off behind it. */
export interface Chain {
  readonly events: number;
  /** The hash of the newest event, in hexadecimal. */
  readonly head: string;
  /** The first event that is not as it was written, or follows a gap; absent where the chain is whole. */
  readonly brokenAt?: number | undefined;
}
