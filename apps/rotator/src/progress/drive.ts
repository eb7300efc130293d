import { after, type Clock, type Event, hasCode, type Listed, problemOf, type Store } from "@rekey/core";
import { gate } from "../gate.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

/** A Hold is the right to work on a store's credentials in this process; only one process has it. */
export interface Hold {
  /** That the store is older than it was, where that was noticed. */
  readonly noticed?: Event | undefined;
  release(): Promise<void>;
}

/** What driving needs of the world. */
export interface Driving {
  readonly store: Pick<Store, "get" | "request" | "events">;
  readonly clock: Clock;
  /** Takes the store for this process; undefined while a daemon or another command has it. */
  hold(): Promise<Hold | undefined>;
  /** Works on one credential now, and tells its events. */
  reconcile(uid: string, report: (event: Event) => void): Promise<unknown>;
  readonly signal: AbortSignal;
  /** The number of a request: once it is taken in, the work is over. */
  readonly request?: number | undefined;
  /** For how long the work is followed. */
  readonly patienceMs: number;
  readonly report: (event: Event) => void;
}

/** An Ended is one credential whose work is over. */
export interface Ended extends Verdict {
  readonly uid: string;
  /** Whether a new secret came into force meanwhile. */
  readonly isRotated: boolean;
  readonly listed: Listed | undefined;
}

/** A claim runs while its work waits for a turn. */
const AT_ONCE = 16;
const LEAST_MS = 20;
const MOST_MS = 1_000;
const FOLLOW_MS = 150;
/** A daemon that restarts finds its store free: whoever follows asks for it seldom. */
const TAKE_OVER_MS = 2_000;

/**
 * Carries credentials on until their work is done: in this process where nobody else has the store, else by following whoever does. Should that
 * one leave, this process takes over.
 */
export async function drive(uids: readonly string[], since: number, driving: Driving): Promise<readonly Ended[]> {
  const desk = new Desk(since, driving);
  const { clock, patienceMs } = driving;
  const endsAt = after(clock.now(), patienceMs);
  try {
    // All come to their end, whatever becomes of one: none may be left working behind a closed store.
    const settled = await Promise.allSettled(uids.map((uid) => one(uid, endsAt, desk)));
    return settled.map((end, at) => (end.status === "fulfilled" ? end.value : desk.broken(uids[at] ?? "", end.reason)));
  } finally {
    await desk.leave();
  }
}

async function one(uid: string, endsAt: Date, desk: Desk): Promise<Ended> {
  const { store, clock, signal } = desk.driving;
  for (;;) {
    const isOurs = await desk.work(uid);
    const listed = await store.get(uid);
    if (!listed || listed.forgottenAt || isTaken(listed, desk.driving))
      return desk.ended(uid, listed, { outcome: "done" });
    const request = await store.request(uid, listed.credential.answered);
    const now = clock.now();
    const verdict = verdictOf(listed, request, { now, endsAt }) ?? impatient(listed, now > endsAt);
    const declined = desk.declined(uid);
    if (verdict || declined) return desk.ended(uid, listed, declined ?? verdict ?? { outcome: "done" });
    if (signal.aborted) return desk.ended(uid, listed, { outcome: "failed", message: "interrupted" });
    await clock.sleep(isOurs ? nextLookMs(listed, clock.now()) : FOLLOW_MS, signal).catch(() => undefined);
  }
}

function isTaken({ credential }: Listed, { request }: Driving): boolean {
  return request !== undefined && credential.answered >= request;
}

function impatient({ credential: { waiting } }: Listed, isOver: boolean): Verdict | undefined {
  if (!isOver) return undefined;
  return {
    outcome: "failed",
    message: waiting?.message ?? "it is still under way",
    problem: waiting?.problem,
    nextAt: waiting?.until,
  };
}

function nextLookMs({ credential: { wakeAt }, claim }: Listed, now: Date): number {
  const at = claim && claim.endsAt > now ? claim.endsAt : wakeAt;
  return Math.min(Math.max(at.getTime() - now.getTime(), LEAST_MS), MOST_MS);
}

/** A Desk is where this process works from, or watches. */
class Desk {
  readonly driving: Driving;
  readonly #through = gate(AT_ONCE);
  #hold: Hold | undefined;
  #seen: number;
  #asksAtMs = Number.NEGATIVE_INFINITY;
  #queue: Promise<unknown> = Promise.resolve();
  /** The last thing that was said of each credential's rotation. */
  readonly #last = new Map<string, Event>();

  constructor(since: number, driving: Driving) {
    this.driving = driving;
    this.#seen = since;
  }

  /** Works on one credential if the store is ours; else tells what whoever has it did. */
  async work(uid: string): Promise<boolean> {
    await this.#inTurn(() => this.#seat());
    if (this.#hold) await this.#through(() => this.driving.reconcile(uid, (event) => this.#tell(event)));
    return this.#hold !== undefined;
  }

  async leave(): Promise<void> {
    await this.#hold?.release();
    this.#hold = undefined;
  }

  ended(uid: string, listed: Listed | undefined, verdict: Verdict): Ended {
    return { ...verdict, uid, listed, isRotated: this.#last.get(uid)?.name === "rotation.promoted" };
  }

  /** A store that failed stops the work on a credential; what it had written stands. */
  broken(uid: string, error: unknown): Ended {
    const problem = problemOf(error);
    if (!hasCode(error, problem.code)) throw error;
    return this.ended(uid, undefined, { outcome: "failed", message: problem.message, problem });
  }

  /** What a person asked for and was not given leaves the credential as it was, which is no success. */
  declined(uid: string): Verdict | undefined {
    const last = this.#last.get(uid);
    if (last?.name !== "rotation.refused" || last.request === undefined) return undefined;
    return { outcome: "failed", message: last.message ?? last.problem?.message, problem: last.problem };
  }

  async #seat(): Promise<void> {
    const { clock, signal } = this.driving;
    if (this.#hold || signal.aborted) return;
    const isTime = clock.monotonicMs() >= this.#asksAtMs;
    if (isTime) this.#hold = await this.driving.hold();
    if (this.#hold?.noticed && isTime) this.#tell(this.#hold.noticed);
    if (isTime) this.#asksAtMs = clock.monotonicMs() + TAKE_OVER_MS;
    if (!this.#hold) await this.#follow();
  }

  async #follow(): Promise<void> {
    for (const { seq, ...event } of await this.driving.store.events({ after: this.#seen })) {
      this.#seen = Math.max(this.#seen, seq);
      this.#tell(event);
    }
  }

  #tell(event: Event): void {
    if (event.uid !== undefined && /^(rotation|restore)\./.test(event.name)) this.#last.set(event.uid, event);
    this.driving.report(event);
  }

  /** One at a time, so that the store is asked for once and each event is told once. */
  async #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}
