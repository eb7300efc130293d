import { type Dispatch, problemOf } from "@rekey/core";
import { carryOn, claim } from "./reconcile.ts";
import type { Tools } from "./tools.ts";
import type { Work } from "./work.ts";

/** RunOptions say how the loop runs, and until when. */
export interface RunOptions {
  /** How many credentials are worked on at once. */
  readonly concurrency: number;
  /** Once it aborts, nothing new is begun and what is in flight stops at its next durable step. */
  readonly signal: AbortSignal;
}

/** What a store that failed is left alone for. */
const PAUSE_MS = 5_000;

/**
 * Keeps the world as declared until the signal aborts, and resolves when the last work has come to rest. The dispatch hints; each credential is
 * claimed and looked at again. One that is slow takes one place and delays nobody else; a store that fails is told of as `claim.lost`.
 */
export async function run(tools: Tools, dispatch: Dispatch, { concurrency, signal }: RunOptions): Promise<void> {
  const inFlight = new Map<string, Promise<void>>();
  const take = async (uid: string) => {
    while (inFlight.size >= concurrency) await Promise.race(inFlight.values());
    if (signal.aborted || inFlight.has(uid)) return;
    const claiming = claim(tools, uid, signal);
    const working = workOn(claiming, { tools, uid, signal }).finally(() => inFlight.delete(uid));
    inFlight.set(uid, working);
    // Until it is claimed, the dispatch would hint at the same one again and again.
    await claiming.catch(() => undefined);
  };
  await dispatch
    .run(async (uids) => void (await Promise.all(uids.map(take))), signal)
    .catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  await Promise.all(inFlight.values());
}

interface Place {
  readonly tools: Tools;
  readonly uid: string;
  readonly signal: AbortSignal;
}

/** Never rejects: one credential's trouble is not the loop's. */
async function workOn(claiming: Promise<Work | undefined>, { tools, uid, signal }: Place): Promise<void> {
  const { clock, report } = tools;
  try {
    const work = await claiming;
    if (work) await carryOn(work);
  } catch (error) {
    report({ name: "claim.lost", at: clock.now(), uid, problem: problemOf(error), message: "the store failed" });
    await clock.sleep(PAUSE_MS, signal).catch(() => undefined);
  }
}
