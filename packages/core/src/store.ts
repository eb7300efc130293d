import type { Ask, Credential, Doubt } from "./credential.ts";
import type { Census } from "./census.ts";
import type { Declaration, Declared, Place } from "./declaration.ts";
import type { Event } from "./event.ts";
import type { Lockout } from "./kind.ts";
import type { Token } from "./token.ts";

/** A Claim is the right to work on one credential until `endsAt`; a newer epoch ends it early. */
export interface Claim {
  readonly uid: string;
  readonly epoch: number;
  readonly endsAt: Date;
}

/** A Request is what a person asked for, kept apart from the row that only its holder writes. */
export interface Request {
  readonly id: number;
  readonly what: Ask;
  readonly by: string;
  readonly at: Date;
  readonly seen: Seen;
}

/** A Seen is how a row stood when somebody asked, as its store wrote it down with the request: which came first is not for a clock to say, since clocks are set back. */
export interface Seen {
  /** The version that was in force. */
  readonly current?: number | undefined;
  /** The highest version ever opened. */
  readonly opened: number;
  readonly isStuck: boolean;
}

/** A Listed is a declaration, its row, and whether somebody holds it now. */
export interface Listed extends Declared {
  readonly credential: Credential;
  readonly claim?: Claim | undefined;
}

export interface Declarations {
  /**
   * Takes a declaration in under its name. A new name gets a new uid and a row that is due at once; a known one gets a new generation where
   * anything changed, and is looked at at once (where somebody holds it, once it is free). Throws ERR_DECLARATION where another credential has this identity or the alternate one, where another owner has this
   * name, or where the name's own credential is of another identity, or had another alternate one (forget it first); a first alternate may come later.
   */
  declare(declaration: Declaration, place: Place, now: Date): Promise<Declared>;
  /** By the name it has now; a forgotten one has none. */
  find(name: string): Promise<Listed | undefined>;
  /** By uid, forgotten ones too. */
  get(uid: string): Promise<Listed | undefined>;
  /** All that are not forgotten, by name. */
  list(): Promise<readonly Listed[]>;
  /** Whose each name is, of all that are not forgotten. Cheap: no row is read for it. */
  owners(): Promise<ReadonlyMap<string, string>>;
  /** How many are not forgotten. Cheaper than all else that is asked about all of them. */
  count(): Promise<number>;
  /** Gives a credential another name; nothing else changes. Throws ERR_DECLARATION where the name is taken. */
  rename(uid: string, name: string): Promise<void>;
  /** Gives a credential another owner; nothing else changes, and nobody looks at it. Throws ERR_CONFLICT where it is not `from`'s (any more). */
  own(uid: string, owner: { readonly from: string; readonly to: string }): Promise<void>;
  /** Stops rotating it: its claim ends (a newer epoch), its name and identity are free again, sealed versions are kept. Throws ERR_CONFLICT while a change of it may be under way (`underWayUntil`) or the row's quiet time runs. */
  forget(uid: string, now: Date): Promise<void>;
}

export interface Requests {
  /** Writes down what a person asked for, and how the row stood at that instant, to be taken in by the holder; answers with its number. */
  ask(uid: string, what: Ask, by: { who: string; at: Date }): Promise<number>;
  /** The oldest request above `answered`. What was answered need not be kept. */
  request(uid: string, answered: number): Promise<Request | undefined>;
}

export interface Claims {
  /**
   * Credentials to look at now, of one connection or of all: those whose `wakeAt` has come, for whom somebody asked, or that were declared anew since
   * they were last claimed; free and in a free lane, and one of each lane, since no more of it can be claimed. Of those that have waited longest to be
   * looked at, the most overdue first. Hints only. A lane is taken while another credential of it is claimed, has an attempt whose quiet time runs,
   * or one that is *sent* or *landed* and does not wait for a person: `underWayUntil` says so.
   */
  due(now: Date, most: number, connection?: string): Promise<readonly string[]>;
  /** The connections of all that is not forgotten: whoever asks for each what is due has none hidden by another's thousands. */
  connections(): Promise<readonly string[]>;
  /** The next instant at which `due` may have something. */
  nextWake(): Promise<Date | undefined>;
  /** Claims one credential, where it is free, in a free lane, and wants looking at. Its `wakeAt` becomes the claim's end. */
  claim(uid: string, now: Date, forMs: number): Promise<Held | undefined>;
  /** Gives a claim back whose last transition did not; the credential is looked at again at its `wakeAt`, or when somebody asks. */
  release(claim: Claim): Promise<void>;
}

/** A Held is one claimed credential. */
export interface Held {
  readonly claim: Claim;
  readonly credential: Credential;
  readonly declared: Declared;
  /** The oldest request that the row has not answered, as it was when it was claimed. */
  readonly request?: Request | undefined;
}

export interface Rotations {
  /**
   * Puts the row, its audit link and all bills in place in one transaction: the only transition there is, by this name or by `finish`. Throws ERR_CONFLICT where a newer epoch
   * exists, and ERR_UNAVAILABLE (the bill's reason, with `againAt`) where one of them cannot be paid; then nothing is written.
   */
  commit(claim: Claim, next: Credential, event: Event, ...bills: readonly Bill[]): Promise<void>;
  /** The same, and gives the claim back with it: the last transition of a look, after which nothing more may be sent. */
  finish(claim: Claim, next: Credential, event: Event, ...bills: readonly Bill[]): Promise<void>;
}

/** A Bill pays for tries that may count until `until`, all or none, leaving one for the human (law 5); a negative number gives back tries that were right, of those paid for until this `until`. */
export interface Bill {
  readonly identity: string;
  readonly lockout: Lockout;
  readonly tries: number;
  readonly now: Date;
  readonly until: Date;
  /** What to wait for where it cannot be paid: `lock` where absent. Changes of a quota and beginnings in a stagger group are counted by the same books. */
  readonly reason?: "lock" | "quota" | "stagger" | undefined;
}

export interface Budgets {
  /** Until when each try that was paid for may count. */
  payments(identity: string, now: Date): Promise<readonly Date[]>;
}

export interface Audit {
  /** Writes down something that is no transition: a reveal, a declaration. */
  record(event: Event): Promise<void>;
  /** Events above a number, oldest first unless told otherwise, at most so many, of one credential or of all. */
  events(query: { after?: number; most?: number; uid?: string; isNewestFirst?: boolean }): Promise<readonly Recorded[]>;
}

/** A Recorded event has its number in the chain. */
export interface Recorded extends Event {
  readonly seq: number;
}

export interface Tokens {
  /** Takes a token in, and its audit link, in one transaction. Throws ERR_DECLARATION where its id was given before. */
  addToken(token: Token, event: Event): Promise<void>;
  /** By id, revoked and expired ones too. */
  token(id: string): Promise<Token | undefined>;
  /** All there are, oldest first. */
  tokens(): Promise<readonly Token[]>;
  /** Ends a token at the event's instant, and writes the event, in one transaction; every process knows at once. Says no, and writes nothing, where it is unknown or has ended. */
  revokeToken(id: string, event: Event): Promise<boolean>;
  /** Notes that a token was seen. Nobody waits for the disk: a power failure may take it back. */
  noteToken(id: string, usedAt: Date): Promise<void>;
}

/** A Doubting is a doubt about a whole store, and how many numbers of versions the newer state may have given away. */
export interface Doubting extends Doubt {
  readonly skip: number;
}

export interface Doubts {
  /**
   * Puts every credential in doubt, skips so many numbers of its versions, drops what a person said of its secret, has it looked at now, and writes down
   * `store.outdated`; one that is proven stays so. Answers with that event. Only for whoever knows that nobody works on any of them: claims end.
   */
  doubt(doubting: Doubting): Promise<Event>;
}

export interface Censuses {
  /** Counts all that are not forgotten, of one moment. Cheap enough to be asked for several times a minute. */
  census(now: Date, options?: { readonly isNamed?: boolean }): Promise<Census>;
}

/** A Store holds the truth: one row a credential, sealed versions, bills, requests, tokens' hashes, and the audit chain. */
export interface Store extends Declarations, Requests, Claims, Rotations, Budgets, Audit, Tokens, Doubts, Censuses {}

/**
 * A Dispatch says which credentials of one connection may want looking at. Hints only: one that is lost, repeated or late costs latency, never
 * correctness. What is named waits for a place of its connection, and so must not keep the dispatch from naming what is another's.
 */
export interface Dispatch {
  run(work: (uids: readonly string[], connection: string) => Promise<void>, signal: AbortSignal): Promise<void>;
}
