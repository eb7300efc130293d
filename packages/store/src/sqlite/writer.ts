import type { DatabaseSync, StatementSync } from "node:sqlite";
import { setImmediate } from "node:timers";
import { CredentialError } from "@rekey/core";
import { integer } from "./columns.ts";
import { faultOf, isFull } from "./fault.ts";

/** More operations than this never share a transaction. */
const MOST = 512;

/** An Operation runs inside a transaction, and answers with what tells its caller, once that is durable. */
interface Operation {
  readonly run: () => () => void;
  readonly fail: (error: unknown) => void;
}

/** A Writer lets everything that is awaited at one time share one transaction, so that it shares one fsync. */
export class Writer {
  /** How many transactions that wrote anything were committed. */
  transactions = 0;
  readonly #db: DatabaseSync;
  readonly #path: string;
  readonly #sql: Record<"begin" | "commit" | "rollback" | "save" | "keep" | "undo" | "count", StatementSync>;
  #waiting: Operation[] = [];
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

  /** Resolves when the work is durable. Work that throws is undone alone; a transaction that fails fails all that share it. */
  write<T>(work: () => T): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    if (this.#isClosed) reject(new CredentialError("ERR_UNAVAILABLE", `the store ${this.#path} is closed`));
    else this.#enqueue({ run: () => settle(resolve, work()), fail: reject });
    return promise;
  }

  /** Writes what waits; whatever comes later is refused. */
  close(): void {
    this.#isClosed = true;
    while (this.#waiting.length > 0) this.#flush();
  }

  #enqueue(operation: Operation): void {
    this.#waiting.push(operation);
    if (this.#waiting.length === 1) setImmediate(() => this.#flush());
  }

  #flush(): void {
    const batch = this.#waiting.splice(0, MOST);
    if (this.#waiting.length > 0) setImmediate(() => this.#flush());
    if (batch.length > 0) for (const tell of this.#transact(batch)) tell();
  }

  #transact(batch: readonly Operation[]): readonly (() => void)[] {
    try {
      const before = this.#written();
      this.#sql.begin.run();
      const outcomes = batch.map((operation) => this.#attempt(operation));
      this.#sql.commit.run();
      if (this.#written() !== before) this.transactions++;
      return outcomes;
    } catch (error) {
      if (this.#db.isTransaction) this.#sql.rollback.run();
      // SQLite gives the whole transaction up where one statement finds no space: the others may fit.
      if (batch.length > 1 && isFull(error)) return batch.flatMap((operation) => this.#transact([operation]));
      return batch.map((operation) => () => operation.fail(faultOf(error, this.#path)));
    }
  }

  #written(): number {
    return integer(this.#sql.count.get() ?? {}, "written");
  }

  #attempt({ run, fail }: Operation): () => void {
    this.#sql.save.run();
    try {
      const tell = run();
      this.#sql.keep.run();
      return tell;
    } catch (error) {
      // SQLite gives the whole transaction up after some errors.
      if (!this.#db.isTransaction) throw error;
      this.#sql.undo.run();
      this.#sql.keep.run();
      return () => fail(faultOf(error, this.#path));
    }
  }
}

function settle<T>(resolve: (value: T) => void, value: T): () => void {
  return () => resolve(value);
}
