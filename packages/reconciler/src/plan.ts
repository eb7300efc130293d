import { after, type Credential, type Doubt, type Reason, type Statement, type Waiting } from "@rekey/core";
import { blocked, shut } from "./blocked.ts";
import { cadence } from "./cadence.ts";
import { isOutsideWindows } from "./closure.ts";
import { beatAt, driftedSince, isDriftOwed } from "./heartbeat.ts";
import { heard, isApproving, isPausing } from "./heard.ts";
import type { Known } from "./known.ts";
import { overtaken } from "./overtaken.ts";
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
  /** Looks whether the version in force still logs in. */
  | { readonly do: "beat" }
  /** Asks the service whether a row that is in doubt may be believed. */
  | { readonly do: "verify"; readonly doubt: Doubt }
  | ({ readonly do: "resolve" } & Statement)
  /** A rotation that ended since somebody asked for one is what was asked for. */
  | { readonly do: "met" }
  /** A request that cannot be met is answered, not kept. */
  | { readonly do: "decline"; readonly message: string };

/** Says, without touching anything, what a credential needs now: the answer of the first check that has one. */
export function plan(known: Known, now: Date): Step {
  const row = heard(known.credential, known, now);
  // A pause, a delivery or an approval is had as soon as it is heard, and asks for nothing more.
  const what = known.request?.what;
  const wanted = what === "deliver" || isPausing(what) || isApproving(what) ? { ...known, request: undefined } : known;
  for (const check of [...standing, ...reasons]) {
    const step = check(row, wanted, now);
    if (step) return step;
  }
  return rest;
}

type Check = (row: Credential, known: Known, now: Date) => Step | undefined;

const standing: readonly Check[] = [
  clockHeld,
  idle,
  stuck,
  answered,
  claimed,
  quiet,
  resolutionGiven,
  waiting,
  inDoubt,
  underWay,
  rollbackRequested,
  hindered,
];
const reasons: readonly Check[] = [neverRotated, requested, drifted, declarationChanged, periodElapsed];

const rest: Step = { do: "rest" };

function wait(reason: Reason, until: Date, message: string): Step {
  return { do: "wait", for: { reason, until, message } };
}

function isOwed(row: Credential, known: Known, now: Date): boolean {
  const { current, asked, dueAt } = row;
  return !current || asked !== undefined || dueAt <= now || isDriftOwed(row, known);
}

/** Law 12: quiet times, graces, lock-outs and periods are all told by a clock that nobody believes. */
function clockHeld(row: Credential, known: Known, now: Date): Step | undefined {
  const { isClockHeld } = known;
  const isRetiring = row.previous?.retireAt !== undefined && row.previous.retireAt <= now;
  const isNeeded = row.stuck
    ? row.asked !== undefined
    : row.attempt !== undefined || isOwed(row, known, now) || row.doubt !== undefined;
  if (!isClockHeld || (!isNeeded && !isRetiring)) return undefined;
  return wait("clock", after(now, CLOCK_MS), CLOCK_HELD);
}

function idle(row: Credential, known: Known, now: Date): Step | undefined {
  if (row.attempt || row.doubt || isOwed(row, known, now)) return undefined;
  const at = known.isClockHeld ? undefined : beatAt(row, known, now);
  return at && at <= now ? { do: "beat" } : rest;
}

function stuck({ stuck: isStuck, asked }: Credential): Step | undefined {
  return isStuck && !asked ? rest : undefined;
}

function claimed(_: Credential, { claim }: Known, now: Date): Step | undefined {
  return claim && claim.endsAt > now ? wait("claim", claim.endsAt, "it is being worked on") : undefined;
}

/** A request that came too late for what it says, or too early for what it wants. */
function answered(row: Credential, { request }: Known): Step | undefined {
  const { asked, stuck: isStuck, attempt } = row;
  const since = overtaken(row, request);
  if (since === "met") return { do: "met" };
  if (since) return decline("it was overtaken: look again, and say it again");
  if (asked === "rollback" && attempt) return decline("a rotation is under way");
  return isStuck && typeof asked === "string" ? decline("it is stuck: resolve it first") : undefined;
}

function decline(message: string): Step {
  return { do: "decline", message };
}

/** Law 6: whatever of the last attempt lands now carries the secret in force, so nothing else may be sent yet. */
function quiet({ attempt, quietUntil, doubt }: Credential, _: Known, now: Date): Step | undefined {
  const doubted = doubt && [doubt.until, attempt?.quietUntil].find((until) => until && until > now);
  if (doubted) return wait("quiet", doubted, `${doubt.message}; what that one had sent may still land`);
  if (attempt || !quietUntil || quietUntil <= now) return undefined;
  return wait("quiet", quietUntil, "a request of the last rotation may still land");
}

function inDoubt({ doubt }: Credential): Step | undefined {
  return doubt && { do: "verify", doubt };
}

/** A person's word ends no lock: to try through one lengthens it (law 5). */
function resolutionGiven({ asked, waiting: until }: Credential, _: Known, now: Date): Step | undefined {
  const isLocked = until?.reason === "lock" && until.until > now;
  return typeof asked === "object" && !isLocked ? { do: "resolve", ...asked } : undefined;
}

/** Waits that are read off the clock, the declaration and the row each time, so that none outlasts its cause. */
const readAnew: readonly Reason[] = ["clock", "pause", "blackout", "window", "approval"];

function waiting(row: Credential, _: Known, now: Date): Step | undefined {
  const isWaiting = row.waiting && row.waiting.until > now && !readAnew.includes(row.waiting.reason);
  return isWaiting ? { do: "wait", for: row.waiting } : undefined;
}

/** What may have been sent is carried on whatever is closed; what is proven to have changed nothing begins again, and waits for that. */
function underWay(row: Credential, known: Known, now: Date): Step | undefined {
  const { attempt } = row;
  if (!attempt) return undefined;
  if (attempt.phase !== "unsent") return { do: "settle", why: attempt.why, ...prospectOf(row, known) };
  const until = shut(row, known, now);
  return until ? { do: "wait", for: until } : { do: "rotate", why: attempt.why, ...prospectOf(row, known) };
}

function rollbackRequested({ asked }: Credential): Step | undefined {
  return asked === "rollback" ? { do: "rollback" } : undefined;
}

function hindered(row: Credential, known: Known, now: Date): Step | undefined {
  const until = blocked(row, known, now);
  return until && { do: "wait", for: until };
}

function neverRotated(row: Credential, known: Known): Step | undefined {
  return row.current ? undefined : begin("never rotated", row, known);
}

function requested(row: Credential, known: Known, now: Date): Step | undefined {
  if (!row.asked) return undefined;
  const { request } = known;
  const ago = request && short(now.getTime() - request.at.getTime());
  const why = request ? `requested by ${request.by} ${ago} ago` : "requested";
  const isEarly = isOutsideWindows(row, known.declared.declaration, now);
  return begin(isEarly ? `${why}, outside its windows` : why, row, known);
}

function drifted(row: Credential, known: Known, now: Date): Step | undefined {
  const since = isDriftOwed(row, known) ? driftedSince(row) : undefined;
  if (!since) return undefined;
  const ago = short(now.getTime() - since.getTime());
  return begin(`drifted: the service refuses v${row.current?.number}, found ${ago} ago`, row, known);
}

/** Only a declaration makes owed by now what was not when the row was written. */
function declarationChanged(row: Credential, known: Known, now: Date): Step | undefined {
  return known.credential.dueAt > now
    ? begin(`the declaration changed: ${period(row, known, now)}`, row, known)
    : undefined;
}

function periodElapsed(row: Credential, known: Known, now: Date): Step {
  const came = "everyMs" in known.declared.declaration.rotate ? "the period elapsed" : "its time has come";
  return begin(`${came}: ${period(row, known, now)}`, row, known);
}

function begin(why: string, row: Credential, known: Known): Step {
  const prospect = prospectOf(row, known);
  const { reconcile } = known.declared.declaration;
  const way =
    prospect.turn.by && reconcile ? `; the old secret is not to be had: ${reconcile.kind} sets a new one` : "";
  return { do: "rotate", why: why + way, ...prospect };
}

function period({ dueAt }: Credential, { declared }: Known, now: Date): string {
  return `${cadence(declared.declaration.rotate)}, due ${short(now.getTime() - dueAt.getTime())} ago`;
}
