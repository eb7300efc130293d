import type { Clock, Dispatch, Store } from "@rekey/core";
import type { Upkeep } from "./surface.ts";

export interface DispatchOptions {
  /** How many keys of one connection wait for a place, or are being claimed, at one time. */
  readonly most: number;
  /** How often to look whether another process wrote. */
  readonly pollMs: number;
}

type Source = Pick<Store, "due" | "connections" | "nextWake"> & Pick<Upkeep, "changes">;

/** How many keys are asked for at once, for each that may be under way: the most overdue among so many goes first. */
const AHEAD = 4;

/**
 * A Dispatch over a store's own due index: names each key, one a call, once it is due and while fewer than `most` of its connection are under way;
 * otherwise it sleeps until the next instant or a change. Each connection is asked about by itself, so that one whose keys all wait keeps nobody
 * else's from being named. Ends when the signal aborts and the work under way is done; rejects with what work rejected with.
 */
export function dispatchDue(store: Source, clock: Clock, options: DispatchOptions): Dispatch {
  return { run: (work, signal) => new Round({ store, clock, signal, ...options }, work).run() };
}

interface Bed extends DispatchOptions {
  readonly store: Source;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** A Line is what is due of one connection and not named yet, and how much is under way. */
interface Line {
  readonly connection: string;
  readonly due: string[];
  underway: number;
}

class Round {
  readonly #bed: Bed;
  readonly #work: (uids: readonly string[], connection: string) => Promise<void>;
  readonly #lines = new Map<string, Line>();
  readonly #underway = new Map<string, Promise<void>>();
  /** Keys whose work ended without having written anything: named again at once, they would be for ever. */
  readonly #idle = new Set<string>();
  readonly #failures: unknown[] = [];
  /** Settled when the next of those under way ends. */
  #ended = Promise.withResolvers<void>();

  constructor(bed: Bed, work: (uids: readonly string[], connection: string) => Promise<void>) {
    this.#bed = bed;
    this.#work = work;
  }

  async run(): Promise<void> {
    const { store, signal } = this.#bed;
    try {
      while (!signal.aborted && this.#failures.length === 0) {
        const seen = store.changes();
        for (const connection of await store.connections()) await this.#name(this.#lineOf(connection), seen);
        await this.#rest(seen);
      }
    } finally {
      await Promise.all(this.#underway.values());
    }
    if (this.#failures.length > 0) throw this.#failures[0];
  }

  #lineOf(connection: string): Line {
    const line = this.#lines.get(connection) ?? { connection, due: [], underway: 0 };
    this.#lines.set(connection, line);
    return line;
  }

  async #name(line: Line, seen: number): Promise<void> {
    if (this.#isFull(line)) return;
    if (line.due.length === 0) line.due.push(...(await this.#due(line)));
    while (!this.#isFull(line) && line.due.length > 0) {
      const uid = line.due.shift();
      if (uid !== undefined && this.#isFree(uid)) this.#start(uid, line, seen);
    }
  }

  async #due({ connection, underway }: Line): Promise<readonly string[]> {
    const { store, clock, most } = this.#bed;
    const due = await store.due(clock.now(), AHEAD * most + underway + this.#idle.size, connection);
    return due.filter((uid) => this.#isFree(uid));
  }

  #isFree(uid: string): boolean {
    return !this.#underway.has(uid) && !this.#idle.has(uid);
  }

  #isFull({ underway }: Line): boolean {
    return underway >= this.#bed.most;
  }

  #start(uid: string, line: Line, seen: number): void {
    const { store } = this.#bed;
    line.underway++;
    const done = this.#work([uid], line.connection)
      .catch((error: unknown) => void this.#failures.push(error))
      .finally(() => {
        this.#underway.delete(uid);
        line.underway--;
        if (store.changes() === seen) this.#idle.add(uid);
        this.#ended.resolve();
      });
    this.#underway.set(uid, done);
  }

  /** Sleeps until somebody wrote, the next instant has come, or a connection has room again that had none. */
  async #rest(seen: number): Promise<void> {
    const { store, clock, signal } = this.#bed;
    const full = [...this.#lines.values()].filter((line) => this.#isFull(line));
    const alarmAt = await this.#alarmAt();
    while (!signal.aborted && this.#failures.length === 0) {
      const leftMs = alarmAt - clock.now().getTime();
      if (leftMs <= 0 || store.changes() !== seen) return this.#idle.clear();
      if (full.some((line) => !this.#isFull(line))) return;
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
    this.#ended = Promise.withResolvers();
    await Promise.race([sleep, this.#ended.promise]);
    woken.abort();
  }
}
