import type { Clock, Dispatch, Store } from "@rekey/core";
import type { Upkeep } from "./upkeep.ts";

export interface DispatchOptions {
  /** How many keys are worked on at one time. */
  readonly most: number;
  /** How often to look whether another process wrote. */
  readonly pollMs: number;
}

type Source = Pick<Store, "due" | "nextWake"> & Pick<Upkeep, "changes">;

/**
 * A Dispatch over a store's own due index: names each key, one a call, once it is due and while fewer than `most` are worked on; otherwise it sleeps
 * until the next instant or a change. Ends when the signal aborts and the work under way is done; rejects with what work rejected with.
 */
export function dispatchDue(store: Source, clock: Clock, options: DispatchOptions): Dispatch {
  return { run: (work, signal) => new Round({ store, clock, signal, ...options }, work).run() };
}

interface Bed extends DispatchOptions {
  readonly store: Source;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

class Round {
  readonly #bed: Bed;
  readonly #work: (uids: readonly string[]) => Promise<void>;
  readonly #underway = new Map<string, Promise<void>>();
  readonly #failures: unknown[] = [];

  constructor(bed: Bed, work: (uids: readonly string[]) => Promise<void>) {
    this.#bed = bed;
    this.#work = work;
  }

  async run(): Promise<void> {
    const { store, signal } = this.#bed;
    try {
      while (!signal.aborted && this.#failures.length === 0) {
        const seen = store.changes();
        for (const uid of await this.#next()) this.#start(uid);
        await this.#rest(seen);
      }
    } finally {
      await Promise.all(this.#underway.values());
    }
    if (this.#failures.length > 0) throw this.#failures[0];
  }

  async #next(): Promise<readonly string[]> {
    const { store, clock, most } = this.#bed;
    const free = most - this.#underway.size;
    if (free <= 0) return [];
    const due = await store.due(clock.now(), most + this.#underway.size);
    return due.filter((uid) => !this.#underway.has(uid)).slice(0, free);
  }

  #start(uid: string): void {
    const done = this.#work([uid])
      .catch((error: unknown) => void this.#failures.push(error))
      .finally(() => this.#underway.delete(uid));
    this.#underway.set(uid, done);
  }

  /** Sleeps until somebody wrote or the next instant has come. Work that ends without having written wakes nobody: its key would be named again at once. */
  async #rest(seen: number): Promise<void> {
    const { store, clock, signal, pollMs } = this.#bed;
    const startedAt = clock.now().getTime();
    const wakeAt = (await store.nextWake())?.getTime() ?? Number.POSITIVE_INFINITY;
    // What is due already has been named: again after one poll at the earliest.
    const alarmAt = wakeAt > startedAt ? wakeAt : startedAt + pollMs;
    for (;;) {
      const leftMs = alarmAt - clock.now().getTime();
      if (signal.aborted || leftMs <= 0 || this.#failures.length > 0 || store.changes() !== seen) return;
      await this.#nap(Math.min(pollMs, leftMs));
    }
  }

  async #nap(ms: number): Promise<void> {
    const { clock, signal } = this.#bed;
    const woken = new AbortController();
    const sleep = clock.sleep(ms, AbortSignal.any([signal, woken.signal])).catch(() => undefined);
    await Promise.race([sleep, ...this.#underway.values()]);
    woken.abort();
  }
}
