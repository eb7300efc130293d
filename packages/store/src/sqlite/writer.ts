import type { DatabaseSync, StatementSync } from "node:sqlite";
import { setImmediate } from "node:timers";
import { CredentialError } from "@rekey/core";
import { integer } from "./columns.ts";
import { faultOf, isFull } from "./fault.ts";

/** More operations than this never share a transaction. */
const MOST = 512;

/** How often in a row barriers let go ahead what needs none: what follows from that may join them, and share their fsync. */
const PATIENCE = 4;

/** An Operation runs inside a transaction, and answers with what tells its caller, once that is written. */
interface Operation {
  readonly run: () => () => void;
  readonly fail: (error: unknown) => void;
}

type Outcome = () => void;

/** A Writer lets everything that is awaited at one time share one transaction, so that it shares one fsync. */
export class Writer {
  /** How many transactions that wrote anything were committed. */
  transactions = 0;
  /** How many of them were waited for until the disk had them. */
  barriers = 0;
  /** Moves whenever what was read inside a transaction of ours may hold no more. */
  turn = 0;
  /** Told of each transaction that wrote anything: how many operations shared it. It must not throw. */
  committed: (operations: number) => void = () => undefined;
  readonly #db: DatabaseSync;
  readonly #path: string;
  readonly #sql: Record<"begin" | "commit" | "rollback" | "save" | "keep" | "undo" | "count", StatementSync>;
  #waiting: Operation[] = [];
  #unhurried: Operation[] = [];
  #deferred = 0;
  #isClosed = false;

  constructor(db: DatabaseSync, path: string) {
    this.#db = db;
    this.#path = path;
    this.#sql = {
      begin: db.prepare("BEGIN IMMEDIATE"),
      commit: db.prepare("COMMIT"),
      rollback: db.prepare("ROLLBACK"),
      save: db.prepare("SAVEPOINT one"),
      keep: db.prepare("RELEASE one"),
      undo: db.prepare("ROLLBACK TO one"),
      count: db.prepare("SELECT total_changes() AS written"),
    };
  }

  /** Resolves when the work is durable. Work that throws is undone alone, and others' may run again then; a transaction that fails fails all that share it. */
  write<T>(work: () => T): Promise<T> {
    return this.#enqueue(this.#waiting, work);
  }

  /**
   * Resolves when every process sees the work, which then outlives this one's death. Only a power failure may take it back, until the next `write`
   * of anybody: the disk has that only with all that went before. For what nobody acts on before such a write, or what can be learnt again.
   */
  writeInOrder<T>(work: () => T): Promise<T> {
    return this.#enqueue(this.#unhurried, work);
  }

  /** Writes what waits; whatever comes later is refused. */
  close(): void {
    this.#isClosed = true;
    while (this.#isBusy) this.#flush();
  }

  get #isBusy(): boolean {
    return this.#waiting.length + this.#unhurried.length > 0;
  }

  #enqueue<T>(queue: Operation[], work: () => T): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    if (this.#isClosed) reject(new CredentialError("ERR_UNAVAILABLE", `the store ${this.#path} is closed`));
    else {
      if (!this.#isBusy) setImmediate(() => this.#flush());
      queue.push({ run: () => settle(resolve, work()), fail: reject });
    }
    return promise;
  }

  #flush(): void {
    const isBarrier = this.#unhurried.length === 0 || (this.#waiting.length > 0 && this.#deferred++ === PATIENCE);
    if (isBarrier) this.#deferred = 0;
    const batch = (isBarrier ? this.#waiting : this.#unhurried).splice(0, MOST);
    if (this.#isBusy) setImmediate(() => this.#flush());
    if (batch.length > 0) for (const tell of isBarrier ? this.#synced(batch) : this.#unsynced(batch)) tell();
  }

  #synced(batch: readonly Operation[]): readonly Outcome[] {
    const before = this.transactions;
    const outcomes = this.#transact(batch);
    this.barriers += this.transactions - before;
    return outcomes;
  }

  /** SQLite syncs its log all the same before it changes the file behind it, so the file stays whole. */
  #unsynced(batch: readonly Operation[]): readonly Outcome[] {
    this.#db.exec("PRAGMA synchronous = NORMAL");
    try {
      return this.#transact(batch);
    } finally {
      this.#db.exec("PRAGMA synchronous = FULL");
    }
  }

  #transact(batch: readonly Operation[]): readonly Outcome[] {
    const before = this.transactions;
    try {
      const outcomes = this.#together(batch) ?? this.#inOne(() => batch.map((operation) => this.#attempt(operation)));
      if (this.transactions !== before) this.committed(batch.length);
      return outcomes;
    } catch (error) {
      // SQLite gives the whole transaction up where one statement finds no space: the others may fit.
      if (batch.length > 1 && isFull(error)) return batch.flatMap((operation) => this.#transact([operation]));
      return batch.map((operation) => () => operation.fail(faultOf(error, this.#path)));
    }
  }

  /** Without savepoints, which cost a copy of every page; nothing where somebody's work threw, and all of it is undone. */
  #together(batch: readonly Operation[]): readonly Outcome[] | undefined {
    let hasThrown = false;
    try {
      return this.#inOne(() => {
        hasThrown = true;
        const outcomes = batch.map(({ run }) => run());
        hasThrown = false;
        return outcomes;
      });
    } catch (error) {
      if (!hasThrown || isFull(error)) throw error;
      return undefined;
    }
  }

  #inOne<T>(work: () => T): T {
    this.turn++;
    const before = this.#written();
    this.#sql.begin.run();
    try {
      const result = work();
      this.#sql.commit.run();
      if (this.#written() !== before) this.transactions++;
      return result;
    } catch (error) {
      if (this.#db.isTransaction) this.#sql.rollback.run();
      throw error;
    }
  }

  #written(): number {
    return integer(this.#sql.count.get() ?? {}, "written");
  }

  #attempt({ run, fail }: Operation): Outcome {
    this.#sql.save.run();
    try {
      const tell = run();
      this.#sql.keep.run();
      return tell;
    } catch (error) {
      // SQLite gives the whole transaction up after some errors.
      if (!this.#db.isTransaction) throw error;
      this.turn++;
      this.#sql.undo.run();
      this.#sql.keep.run();
      return () => fail(faultOf(error, this.#path));
    }
  }
}

function settle<T>(resolve: (value: T) => void, value: T): Outcome {
  return () => resolve(value);
}
