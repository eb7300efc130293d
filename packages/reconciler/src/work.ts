import {
  after,
  type Claim,
  type Connection,
  type Credential,
  CredentialError,
  type CredentialKind,
  type Declared,
  earliest,
  type Event,
  hasCode,
  type Held,
  isUnpaid,
  type Reason,
  type Turn,
} from "@rekey/core";
import { accountOf } from "./account.ts";
import { fenced } from "./fenced.ts";
import { beatAt } from "./heartbeat.ts";
import { nextLook } from "./look.ts";
import { isNews } from "./news.ts";
import { type Probing, watched } from "./probe.ts";
import { billsOf, emptyPurse, paidFor, type Purse } from "./tries.ts";
import { eventOf, type Told } from "./told.ts";
import type { Tools } from "./tools.ts";
import { isOf, type Kinds, type Part, partOf, turnIn } from "./turn.ts";
import { CLOCK_MS } from "./watch.ts";

/** A Work is one claimed credential, and what it takes to carry it on. */
export class Work {
  readonly claim: Claim;
  readonly declared: Declared;
  readonly tools: Tools;
  purse: Purse = emptyPurse();
  /** Set while it tries a connection that was left alone, or never spoken to. */
  probing: Probing | undefined;
  readonly #draining: AbortSignal | undefined;
  #credential: Credential;
  #turn: Turn;
  /** What the turn is about, looked up once. */
  #own: { kind?: CredentialKind; account?: unknown; via?: Connection } = {};
  #by: string | undefined;
  #rests: Told = { name: "claim.taken", message: "nothing to do now" };
  #isWritten = false;
  #isAdrift = false;

  constructor({ claim, credential, declared }: Held, tools: Tools, draining?: AbortSignal) {
    this.claim = claim;
    this.declared = declared;
    this.tools = tools;
    this.#credential = credential;
    this.#turn = turnIn(credential.attempt ?? credential.current ?? {});
    this.#draining = draining;
  }

  /** The row as it stands, or as the next commit will write it. */
  get credential(): Credential {
    return this.#credential;
  }

  get declaration(): Declared["declaration"] {
    return this.declared.declaration;
  }

  /** The kinds that are declared, whosever turn it is. */
  get kinds(): Kinds {
    const { kind, reconcile } = this.declaration;
    return { kind: this.tools.kind(kind), reconcile: reconcile && this.tools.kind(reconcile.kind) };
  }

  /** Whose turn it is: the attempt's, or else that of the version in force, until another takes it. */
  get turn(): Turn {
    return this.#turn;
  }

  takeTurn(turn: Turn): void {
    // What was paid for one account is no other's; it stands until it cannot count any more.
    if (!isOf(turn, this.#turn)) this.purse = { ...emptyPurse(), back: this.purse.back };
    this.#turn = turnIn(turn);
    this.#own = {};
  }

  get part(): Part {
    return partOf(this.declared, this.#turn);
  }

  get kind(): CredentialKind {
    return (this.#own.kind ??= this.tools.kind(this.part.kind));
  }

  get account(): unknown {
    return (this.#own.account ??= accountOf(this.kind, this.part.account));
  }

  /** The declared connection, fenced (law 7). */
  get via(): Connection {
    return (this.#own.via ??= fenced(watched(this), () => this.fence()));
  }

  /** Why the operator lets nothing be begun for it, at this instant. */
  get forbidden(): string | undefined {
    return this.tools.forbidden?.(this.declared);
  }

  /** Whether to stop at the next durable step: what is left waits for the next holder. */
  get isDraining(): boolean {
    return this.#draining?.aborted ?? false;
  }

  /** Whether a commit failed without saying why: then our own row is an unknown, and only a new look may write it. */
  get isAdrift(): boolean {
    return this.#isAdrift;
  }

  now(): Date {
    return this.tools.clock.now();
  }

  /** Takes in what people said; written with the next commit, and heard again should there be none. */
  hear(credential: Credential, by: string | undefined): void {
    if (credential.observed !== this.#credential.observed)
      this.#rests = { name: "rotation.due", message: "the declaration changed", until: credential.dueAt };
    if (this.#credential.attempt && !credential.attempt) this.takeTurn(credential.current ?? {});
    this.#credential = credential;
    this.#by = by;
  }

  /** The only transition there is: the row, when to look next, the event, and the tries that it pays for or gives back. */
  async commit(change: Partial<Credential>, told: Told, tries = 0): Promise<void> {
    const next = { ...this.#credential, ...change };
    Object.assign(next, { wakeAt: this.#nextLook(next) });
    const event = this.#event(told, next);
    await this.tools.store
      .commit(this.claim, next, event, ...billsOf(this, tries))
      .catch((error: unknown) => this.#doubt(error));
    const was = this.#credential;
    paidFor(this.purse, tries);
    this.#credential = next;
    this.#isWritten = true;
    if (isNews(event, was)) this.tools.report(event);
  }

  /** The last commit of what was tried: tries that were paid for and not made go back. */
  close(change: Partial<Credential>, told: Told): Promise<void> {
    return this.commit(change, told, -this.purse.unspent);
  }

  /** Writes what is not written yet: claiming moved the wake-up, so a look that found nothing to do is a commit too. */
  async rest(): Promise<void> {
    if (!this.#isWritten || this.purse.back.length > 0) await this.close({}, this.#rests);
  }

  /** Reports what is no transition. */
  tell(told: Told): void {
    this.tools.report(this.#event(told, this.#credential));
  }

  /** Law 7: throws unless what is sent now is answered while the claim still stands. */
  fence(longestMs = this.via.longestMs): void {
    const { endsAt } = this.claim;
    if (this.now() >= after(endsAt, -longestMs)) waitUntil(endsAt, "claim", "the claim ends too soon to send anything");
  }

  #nextLook(row: Credential): Date {
    const now = this.now();
    const at = nextLook(row, this.declaration, now);
    const kind = this.#declaredKind();
    const beat = kind && beatAt(row, { declared: this.declared, kind }, now);
    // A clock that is held is looked at again before anything is asked by it.
    const soonest = this.tools.watch?.isHeld() ? after(now, CLOCK_MS) : beat;
    return earliest(at, beat && soonest && beat < soonest ? soonest : beat) ?? at;
  }

  /** A row of a kind that is gone is written all the same. */
  #declaredKind(): CredentialKind | undefined {
    try {
      return this.tools.kind(this.declaration.kind);
    } catch (error) {
      if (!hasCode(error, "ERR_DECLARATION")) throw error;
      return undefined;
    }
  }

  #event(told: Told, row: Credential): Event {
    const { declaration, claim } = this;
    return eventOf(told, row, { declaration, claim, heard: this.#credential, by: this.#by, at: this.now() });
  }

  /** Only these say that nothing was written. */
  #doubt(error: unknown): never {
    this.#isAdrift = !isUnpaid(error);
    throw error;
  }
}

/** Stops a rotation until then. */
export function waitUntil(againAt: Date, reason: Reason, message: string): never {
  throw new CredentialError("ERR_UNAVAILABLE", message, { againAt, reason });
}
