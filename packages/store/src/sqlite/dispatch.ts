import type { Clock, Dispatch, Store } from "@rekey/core";
import type { Upkeep } from "./surface.ts";

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
  /** Keys whose work ended without having written anything: named again at once, they would be for ever. */
  readonly #idle = new Set<string>();
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
        for (const uid of await this.#next()) this.#start(uid, seen);
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
    const due = await store.due(clock.now(), most + this.#underway.size + this.#idle.size);
    return due.filter((uid) => !this.#underway.has(uid) && !this.#idle.has(uid)).slice(0, free);
  }

  #start(uid: string, seen: number): void {
    const { store } = this.#bed;
    const done = this.#work([uid])
      .catch((error: unknown) => void this.#failures.push(error))
      .finally(() => {
        this.#underway.delete(uid);
        if (store.changes() === seen) this.#idle.add(uid);
      });
    this.#underway.set(uid, done);
  }

  /** Sleeps until somebody wrote, the next instant has come, or one of the places is free that all were taken. */
  async #rest(seen: number): Promise<void> {
    const { store, clock, signal, most } = this.#bed;
    const isFull = () => this.#underway.size >= most;
    const [wasFull, alarmAt] = [isFull(), await this.#alarmAt()];
    while (!signal.aborted && this.#failures.length === 0) {
      const leftMs = alarmAt - clock.now().getTime();
      if (leftMs <= 0 || store.changes() !== seen) return this.#idle.clear();
      if (wasFull && !isFull()) return;
      await this.#nap(leftMs);
    }
  }

  /** What is due already has been named: again after one poll at the earliest. */
  async #alarmAt(): Promise<number> {
    const { store, clock, pollMs } = this.#bed;
    const wakeAt = (await store.nextWake())?.getTime() ?? Number.POSITIVE_INFINITY;
    const now = clock.now().getTime();
    return wakeAt > now ? wakeAt : now + pollMs;
  }

  async #nap(leftMs: number): Promise<void> {
    const { clock, signal, pollMs } = this.#bed;
    const woken = new AbortController();
    const sleep = clock.sleep(Math.min(pollMs, leftMs), AbortSignal.any([signal, woken.signal])).catch(() => undefined);
    await Promise.race([sleep, ...this.#underway.values()]);
    woken.abort();
  }
}
