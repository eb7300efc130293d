import {
  after,
  type Clock,
  CredentialError,
  type Cursor,
  type Delivery,
  hasCode,
  type Issued,
  problemOf,
  type Version,
} from "@rekey/core";
import { againAt } from "./backoff.ts";
import { doubtBy } from "./doubt.ts";
import { cursorOf, isOwed } from "./look.ts";
import type { Work } from "./work.ts";

/** How long one sink may take. */
const LONGEST_MS = 30_000;

/** Gives the version in force to every sink that is behind it, all at once; one sink's failure is that sink's own (law 8). */
export async function deliver(work: Work): Promise<void> {
  const { credential, declaration, claim } = work;
  const { current } = credential;
  // Law 7: what would outlast the claim is left to the next holder.
  if (!current?.issued || credential.doubt || work.now() >= after(claim.endsAt, -LONGEST_MS)) return;
  const delivery = deliveryOf(work, current, current.issued);
  const owed = declaration.deliver.filter(
    (sink) => isOwed(credential, sink) && cursorOf(credential, sink).againAt <= work.now(),
  );
  const outcomes = owed.map(async (sink) => ({ sink, ...(await tried(work, sink, delivery)) }));
  try {
    for (const [at, outcome] of outcomes.entries())
      await written(work, { ...(await outcome), isLast: at === outcomes.length - 1 });
  } finally {
    // Whoever was overtaken is not done before what it has sent is.
    await Promise.all(outcomes);
  }
}

interface Outcome extends Tried {
  readonly sink: string;
  /** Whether none of the others is still on its way: until then the claim stands, whatever the row waits for. */
  readonly isLast: boolean;
}

async function written(work: Work, { sink, cursor, newer, isLast }: Outcome): Promise<void> {
  const { problem, version } = cursor;
  const told = problem ? { name: "delivery.failed" as const, problem } : { name: "delivery.done" as const, version };
  const change = { cursors: { ...work.credential.cursors, [sink]: cursor } };
  if (newer === undefined && isLast) return work.finish(change, { ...told, sink });
  await work.commit(change, { ...told, sink });
  if (newer !== undefined) await doubtBy(work, sink, newer);
}

interface Tried {
  readonly cursor: Cursor;
  /** What the sink has, where that is newer. */
  readonly newer?: number | undefined;
}

/** Never rejects: what a sink does wrong is written at its cursor. */
async function tried(work: Work, sink: string, delivery: Delivery): Promise<Tried> {
  const cursor = cursorOf(work.credential, sink);
  try {
    demandAllowed(work, sink);
    await inTime(work.tools.clock, (signal) => work.tools.sink(sink).deliver(delivery, signal));
    return { cursor: { version: delivery.version, fails: 0, againAt: new Date(0), deliveredAt: work.now() } };
  } catch (cause) {
    const error = hasCode(cause, "ERR_DELIVERY") ? cause : undelivered(sink, cause);
    const { fails } = cursor;
    const again = againAt(error, { uid: `${delivery.uid} ${sink}`, fails, now: work.now() });
    const { newest = 0 } = error.details;
    const newer = newest > delivery.version ? newest : undefined;
    return { cursor: { ...cursor, fails: fails + 1, againAt: again, problem: problemOf(error) }, newer };
  }
}

function demandAllowed({ tools, declared }: Work, sink: string): void {
  const why = tools.forbidden?.(declared, sink);
  if (why !== undefined)
    throw new CredentialError("ERR_DELIVERY", why, { remedy: "ask the operator, or name another sink" });
}

function undelivered(sink: string, cause: unknown): CredentialError {
  return new CredentialError("ERR_DELIVERY", `${sink} did not take the secret`, { cause });
}

/** A sink that does not obey its signal must not hold the claim. */
async function inTime(clock: Clock, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  using deadline = clock.deadline(LONGEST_MS);
  const { signal } = deadline;
  const { promise: expired, reject } = Promise.withResolvers<never>();
  signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  await Promise.race([work(signal), expired]);
}

function deliveryOf({ credential, declaration, claim }: Work, { number, facts }: Version, current: Issued): Delivery {
  return {
    uid: claim.uid,
    name: declaration.name,
    version: number,
    account: facts,
    current,
    previous: credential.previous?.issued,
  };
}
