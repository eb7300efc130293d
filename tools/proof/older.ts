import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { memoryStore } from "../../packages/core/src/testing/index.ts";
import { Violation } from "../../packages/reconciler/test/onlooker.ts";
import { kept, type Setting } from "../../packages/reconciler/test/setting.ts";
import { twins } from "../../packages/reconciler/test/twins.ts";
import { openSqlite, type SqliteOptions, type SqliteStore } from "../../packages/store/src/sqlite/index.ts";

const UID = "c1";
/** In memory where there is such a folder: no history waits for a disk. */
const ROOM = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

/** An Older is a SQLite store of its own of which backups are made, and put back as operators do: another file in its place. Its mark has to tell. */
export class Older implements AsyncDisposable {
  readonly #folder = mkdtempSync(join(ROOM, "proof-"));
  readonly #memory = memoryStore({ newUid: () => UID });
  readonly #options: SqliteOptions;
  #real: SqliteStore;
  #files = 0;
  #asked = 0;

  private constructor(real: SqliteStore, options: SqliteOptions) {
    this.#real = real;
    this.#options = options;
    process.once("exit", this.#remove);
  }

  static async open(keys: SqliteOptions["keys"]): Promise<Older> {
    const options = { keys, newUid: () => UID };
    return new Older(await openSqlite(":memory:", options), options);
  }

  get setting(): Setting {
    const store = twins(this.#memory, () => this.#real);
    const ask: typeof store.ask = async (...asked) => (this.#asked = await store.ask(...asked));
    return { uid: UID, store: { ...store, ask }, keeping: () => this.#keep() };
  }

  async #keep(): Promise<() => Promise<void>> {
    const backup = this.#file();
    const { seq } = await this.#real.mark();
    await this.#real.backup(backup);
    const putBack = kept(this.#memory, UID);
    return async () => {
      await putBack();
      await this.#exchange(backup, seq);
    };
  }

  async #exchange(backup: string, seq: number): Promise<void> {
    const mark = await this.#real.mark();
    await this.#real.close();
    const file = this.#file();
    copyFileSync(backup, file);
    goOnFrom(file, this.#asked);
    this.#real = await openSqlite(file, this.#options);
    const standing = await this.#real.standing(mark);
    const isTold =
      mark.seq === seq ? standing.is === "same" : standing.is === "older" && standing.lost === mark.seq - seq;
    if (!isTold)
      throw new Violation(0, `the mark says ${standing.is} of a state that ${mark.seq - seq} events are lost of`);
  }

  #file(): string {
    return join(this.#folder, `${++this.#files}.db`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#real.close();
    process.off("exit", this.#remove);
    this.#remove();
  }

  readonly #remove = (): void => rmSync(this.#folder, { recursive: true, force: true });
}

/** The memory store gives no number of a request twice; nobody compares those of two states. */
function goOnFrom(file: string, asked: number): void {
  using db = new DatabaseSync(file);
  db.exec(`DELETE FROM sqlite_sequence WHERE name = 'request'`);
  db.prepare(`INSERT INTO sqlite_sequence (name, seq) VALUES ('request', ?)`).run(asked);
}
