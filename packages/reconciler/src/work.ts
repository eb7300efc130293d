import {
  after,
  type Claim,
  type Connection,
  type Credential,
  CredentialError,
  type CredentialKind,
  type Declared,
  type Event,
  type Held,
  isUnpaid,
  type Reason,
  type Turn,
} from "@rekey/core";
import { accountOf } from "./account.ts";
import { fenced } from "./fenced.ts";
import { isNews } from "./news.ts";
import { type Probing, watched } from "./probe.ts";
import { billsOf, emptyPurse, paidFor, type Purse } from "./tries.ts";
import { eventOf, type Told } from "./told.ts";
import type { Tools } from "./tools.ts";
import { isOf, type Kinds, type Part, partOf, turnIn } from "./turn.ts";
import { wakeOf } from "./wake.ts";

/** A Work is one claimed credential, and what it takes to carry it on. */
export class Work {
  readonly claim: Claim;
  readonly declared: Declared;
  readonly request: Held["request"];
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
  #isOver = false;

  constructor({ claim, credential, declared, request }: Held, tools: Tools, draining?: AbortSignal) {
    this.claim = claim;
    this.declared = declared;
    this.request = request;
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

  /** Whether nothing more is to be done: the claim went back, or what is left waits for the next holder. */
  get isOver(): boolean {
    return this.#isOver || this.isDraining;
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
  commit(change: Partial<Credential>, told: Told, tries = 0): Promise<void> {
    return this.#write(change, told, { tries });
  }

  /** The last commit of what was tried: tries that were paid for and not made go back. */
  close(change: Partial<Credential>, told: Told): Promise<void> {
    return this.commit(change, told, -this.purse.unspent);
  }

  /** The same; where the row then says that nothing is left to do now, its claim goes back with it. */
  finish(change: Partial<Credential>, told: Told): Promise<void> {
    return this.#write(change, told, { tries: -this.purse.unspent, isLast: true });
  }

  /** Gives the claim back, and writes what is not written yet: claiming moved the wake-up, so a look that found nothing to do is a commit too. */
  async rest(): Promise<void> {
    if (!this.#isOver && (!this.#isWritten || this.purse.back.length > 0)) await this.finish({}, this.#rests);
    if (!this.#isOver) await this.tools.store.release(this.claim);
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

  async #write(change: Partial<Credential>, told: Told, { tries, isLast = false }: Written): Promise<void> {
    const next = { ...this.#credential, ...change };
    Object.assign(next, { wakeAt: wakeOf(next, this) });
    const event = this.#event(told, next);
    // What a probe was paid for goes back with a later one.
    const isOver = isLast && next.wakeAt > this.now() && !this.probing;
    const by = isOver ? "finish" : "commit";
    await this.tools.store[by](this.claim, next, event, ...billsOf(this, tries)).catch((error: unknown) => {
      // Only these say that nothing was written.
      this.#isAdrift = !isUnpaid(error);
      throw error;
    });
    const was = this.#credential;
    paidFor(this.purse, tries);
    this.#credential = next;
    this.#isWritten = true;
    this.#isOver = isOver;
    if (isNews(event, was)) this.tools.report(event);
  }

  #event(told: Told, row: Credential): Event {
    const { declaration, claim } = this;
    return eventOf(told, row, { declaration, claim, heard: this.#credential, by: this.#by, at: this.now() });
  }
}

/** What a commit pays for, and whether it may be a look's last. */
interface Written {
  readonly tries: number;
  readonly isLast?: boolean;
}

/** Stops a rotation until then. */
export function waitUntil(againAt: Date, reason: Reason, message: string): never {
  throw new CredentialError("ERR_UNAVAILABLE", message, { againAt, reason });
}
