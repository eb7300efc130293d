import {
  after,
  type Ask,
  type Claim,
  type Credential,
  type CredentialKind,
  type Declared,
  type Reason,
  type Request,
  type Waiting,
} from "@rekey/core";
import { heard } from "./heard.ts";
import { type Prospect, prospectOf } from "./prospect.ts";
import { short } from "./short.ts";
import { CLOCK_HELD, CLOCK_MS } from "./watch.ts";

/** A Step is what a credential needs now. */
export type Step =
  | { readonly do: "rest" }
  | { readonly do: "wait"; readonly for: Waiting }
  /** `settle` carries on an attempt whose change may have been made; `rotate` sends one. */
  | ({ readonly do: "rotate" | "settle"; readonly why: string } & Prospect)
  | { readonly do: "rollback" }
  | { readonly do: "resolve"; readonly inForce: Resolution }
  /** A request that cannot be met is answered, not kept. */
  | { readonly do: "decline"; readonly message: string };

/** What a person says is in force. */
export type Resolution = Exclude<Ask, string>["inForce"];

/** Known is what a plan is made of: no more than a store lists. */
export interface Known {
  readonly credential: Credential;
  readonly declared: Declared;
  readonly kind: CredentialKind;
  /** The oldest request that is not taken in. */
  readonly request?: Request | undefined;
  /** Somebody else's claim. */
  readonly claim?: Claim | undefined;
  /** Until when another credential of its lane is under way. */
  readonly laneUntil?: Date | undefined;
  /** Whether the clock jumped and nobody has confirmed it. */
  readonly isClockHeld?: boolean | undefined;
}

/** Says, without touching anything, what a credential needs now: the answer of the first check that has one. */
export function plan(known: Known, now: Date): Step {
  const row = heard(known.credential, known);
  for (const check of [...standing, ...blockers, ...reasons]) {
    const step = check(row, known, now);
    if (step) return step;
  }
  return rest;
}

type Check = (row: Credential, known: Known, now: Date) => Step | undefined;

const standing: readonly Check[] = [
  clockHeld,
  idle,
  stuck,
  overtaken,
  claimed,
  quiet,
  resolutionGiven,
  waiting,
  underWay,
  rollbackRequested,
];
const blockers: readonly Check[] = [laneTaken, retiring, tooSoon, importNeeded];
const reasons: readonly Check[] = [neverRotated, requested, declarationChanged, periodElapsed];

const rest: Step = { do: "rest" };
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

function wait(reason: Reason, until: Date, message: string): Step {
  return { do: "wait", for: { reason, until, message } };
}

function isOwed({ current, asked, dueAt }: Credential, now: Date): boolean {
  return !current || asked !== undefined || dueAt <= now;
}

/** Law 12: quiet times, graces, lock-outs and periods are all told by a clock that nobody believes. */
function clockHeld(row: Credential, { isClockHeld }: Known, now: Date): Step | undefined {
  const isRetiring = row.previous?.retireAt !== undefined && row.previous.retireAt <= now;
  const isNeeded = row.stuck ? row.asked !== undefined : row.attempt !== undefined || isOwed(row, now);
  if (!isClockHeld || (!isNeeded && !isRetiring)) return undefined;
  return wait("clock", after(now, CLOCK_MS), CLOCK_HELD);
}

function idle(row: Credential, _: Known, now: Date): Step | undefined {
  return row.attempt || isOwed(row, now) ? undefined : rest;
}

function stuck({ stuck: isStuck, asked }: Credential): Step | undefined {
  return isStuck && !asked ? rest : undefined;
}

function claimed(_: Credential, { claim }: Known, now: Date): Step | undefined {
  return claim && claim.endsAt > now ? wait("claim", claim.endsAt, "it is being worked on") : undefined;
}

/** What a person says is in force is so at that instant; and one rotation answers all who asked for it before it ended. */
function overtaken({ asked, stuck: isStuck, attempt, current }: Credential, { request }: Known): Step | undefined {
  const news = [current?.since, ...(typeof asked === "object" ? [attempt?.openedAt, isStuck?.since] : [])];
  // In the very same millisecond a statement is doubted, and a rotation is begun.
  const askedAt = request && after(request.at, typeof asked === "object" ? 0 : 1);
  if (askedAt && news.some((at) => at && at >= askedAt))
    return decline("it was overtaken: look again, and say it again");
  if (asked === "rollback" && attempt) return decline("a rotation is under way");
  return isStuck && typeof asked === "string" ? decline("it is stuck: resolve it first") : undefined;
}

function decline(message: string): Step {
  return { do: "decline", message };
}

/** Law 6: whatever of the last attempt lands now carries the secret in force, so nothing else may be sent yet. */
function quiet({ attempt, quietUntil }: Credential, _: Known, now: Date): Step | undefined {
  if (attempt || !quietUntil || quietUntil <= now) return undefined;
  return wait("quiet", quietUntil, "a request of the last rotation may still land");
}

function resolutionGiven({ asked }: Credential): Step | undefined {
  return typeof asked === "object" ? { do: "resolve", inForce: asked.inForce } : undefined;
}

/** A wait for the clock is as good as the clock: it is looked at anew. */
function waiting(row: Credential, _: Known, now: Date): Step | undefined {
  const isWaiting = row.waiting && row.waiting.until > now && row.waiting.reason !== "clock";
  return isWaiting ? { do: "wait", for: row.waiting } : undefined;
}

function underWay(row: Credential, known: Known): Step | undefined {
  const { attempt } = row;
  if (!attempt) return undefined;
  const step = attempt.phase === "unsent" ? "rotate" : "settle";
  return { do: step, why: attempt.why, ...prospectOf(row, known) };
}

function rollbackRequested({ asked }: Credential): Step | undefined {
  return asked === "rollback" ? { do: "rollback" } : undefined;
}

function laneTaken(_: Credential, { laneUntil }: Known, now: Date): Step | undefined {
  return laneUntil && laneUntil > now ? wait("lane", laneUntil, "another change of its lane is under way") : undefined;
}

/** A third version would push out the previous one before it was withdrawn, and its id with it (law 9). */
function retiring({ previous }: Credential, _: Known, now: Date): Step | undefined {
  if (!previous?.retireAt) return undefined;
  const soonest = after(now, 10 * MINUTE_MS);
  const until = previous.retireAt > soonest ? previous.retireAt : soonest;
  return wait("retiring", until, `v${previous.number} is to be withdrawn first`);
}

function tooSoon({ current }: Credential, { kind }: Known, now: Date): Step | undefined {
  const leastMs = kind.limits?.leastIntervalMs ?? 0;
  const until = current && after(current.since, leastMs);
  if (!until || until <= now) return undefined;
  return wait("interval", until, `the service allows one change in ${short(leastMs)}`);
}

function importNeeded({ current }: Credential, { kind }: Known, now: Date): Step | undefined {
  if (!("change" in kind) || current?.issued) return undefined;
  return wait("import", after(now, DAY_MS), "the current secret is needed and is not held: import it");
}

function neverRotated(row: Credential, known: Known): Step | undefined {
  return row.current ? undefined : begin("never rotated", row, known);
}

function requested(row: Credential, known: Known, now: Date): Step | undefined {
  if (!row.asked) return undefined;
  const { request } = known;
  const ago = request && short(now.getTime() - request.at.getTime());
  return begin(request ? `requested by ${request.by} ${ago} ago` : "requested", row, known);
}

function declarationChanged(row: Credential, known: Known, now: Date): Step | undefined {
  const isNew = row.observed !== known.credential.observed && known.credential.dueAt > now;
  return isNew ? begin(`the declaration changed: ${period(row, known, now)}`, row, known) : undefined;
}

function periodElapsed(row: Credential, known: Known, now: Date): Step {
  return begin(`the period elapsed: ${period(row, known, now)}`, row, known);
}

function begin(why: string, row: Credential, known: Known): Step {
  return { do: "rotate", why, ...prospectOf(row, known) };
}

function period({ dueAt }: Credential, { declared }: Known, now: Date): string {
  return `every ${short(declared.declaration.rotate.everyMs)}, due ${short(now.getTime() - dueAt.getTime())} ago`;
}
