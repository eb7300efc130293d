import { type Dispatch, problemOf } from "@rekey/core";
import { Places } from "./places.ts";
import { carryOn, claim } from "./reconcile.ts";
import type { Tools } from "./tools.ts";
import type { Work } from "./work.ts";

/** RunOptions say how the loop runs, and until when. */
export interface RunOptions {
  /** How many credentials are worked on at once; of one connection at most half of them, and at most what `mostOf` says. */
  readonly concurrency: number;
  /** How many credentials of a connection are worked on at once, where the operator said so. */
  readonly mostOf?: ((connection: string) => number | undefined) | undefined;
  /** Once it aborts, nothing new is begun and what is in flight stops at its next durable step. */
  readonly signal: AbortSignal;
}

/** What a store that failed is left alone for. */
const PAUSE_MS = 5_000;

/**
 * Keeps the world as declared until the signal aborts, and resolves when the last work has come to rest. The dispatch hints; each credential waits for
 * a place of its connection, is claimed and looked at again. One that is slow takes one place, an endpoint that hangs takes its own, and neither
 * delays anybody else; a store that fails is told of as `claim.lost`.
 */
export async function run(tools: Tools, dispatch: Dispatch, options: RunOptions): Promise<void> {
  const { signal } = options;
  const loop = new Loop(tools, options);
  await dispatch
    .run(async (uids, connection) => void (await Promise.all(uids.map((uid) => loop.take(uid, connection)))), signal)
    .catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  await loop.rest();
}

class Loop {
  readonly #tools: Tools;
  readonly #signal: AbortSignal;
  readonly #places: Places;
  readonly #known = new Set<string>();
  readonly #working = new Set<Promise<void>>();

  constructor(tools: Tools, { concurrency, mostOf, signal }: RunOptions) {
    this.#tools = tools;
    this.#signal = signal;
    this.#places = new Places(concurrency, (connection) => mostOf?.(connection) ?? concurrency);
    // Whoever still waits for a place is to stop.
    signal.addEventListener("abort", () => this.#places.open(), { once: true });
  }

  /** Resolves once it is claimed: until then, the dispatch would hint at the same one again and again. */
  async take(uid: string, connection: string): Promise<void> {
    if (this.#known.has(uid)) return;
    this.#known.add(uid);
    await this.#places.take(connection);
    if (this.#signal.aborted) return this.#leave(uid, connection);
    const claiming = claim(this.#tools, uid, this.#signal);
    const working = this.#workOn(uid, claiming).finally(() => {
      this.#working.delete(working);
      this.#leave(uid, connection);
    });
    this.#working.add(working);
    await claiming.catch(() => undefined);
  }

  async rest(): Promise<void> {
    await Promise.all(this.#working);
  }

  #leave(uid: string, connection: string): void {
    this.#known.delete(uid);
    this.#places.give(connection);
  }

  /** Never rejects: one credential's trouble is not the loop's. */
  async #workOn(uid: string, claiming: Promise<Work | undefined>): Promise<void> {
    const { clock, report } = this.#tools;
    try {
      const work = await claiming;
      if (work) await carryOn(work);
    } catch (error) {
      report({ name: "claim.lost", at: clock.now(), uid, problem: problemOf(error), message: "the store failed" });
      await clock.sleep(PAUSE_MS, this.#signal).catch(() => undefined);
    }
  }
}
