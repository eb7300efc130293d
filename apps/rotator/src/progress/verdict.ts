import { type Listed, type Problem, type Reason, type Request, stateOf } from "@rekey/core";

/** How the work on one credential ended. */
export interface Verdict {
  /** `later`: it begins when its schedule says; `person`: done as far as a machine can; `failed`: nothing is lost, and the daemon or a later run goes on. */
  readonly outcome: "done" | "later" | "failed" | "person";
  readonly message?: string | undefined;
  readonly problem?: Problem | undefined;
  readonly nextAt?: Date | undefined;
}

/** Waits that a command sits through where they end in time: somebody or something is at work, or will soon know more. */
const FOLLOWED: readonly Reason[] = ["applying", "propagating", "lane", "claim", "busy", "rate", "unknown"];

/** Waits that somebody declared or asked for. */
const SCHEDULED: readonly Reason[] = ["pause", "blackout", "window"];

/** Waits that only a person can end. */
const ASKED: readonly Reason[] = ["import", "approval"];

/** Now, and until when a command follows its work. */
export interface Span {
  readonly now: Date;
  readonly endsAt: Date;
}

/** Says whether the work on a credential is over; undefined while there is something to follow. */
export function verdictOf(listed: Listed, request: Request | undefined, span: Span): Verdict | undefined {
  const { now } = span;
  const { credential, claim, generation } = listed;
  const isBeingWorkedOn = claim !== undefined && claim.endsAt > now;
  if (isBeingWorkedOn || request || credential.observed < generation) return undefined;
  const { stuck } = credential;
  if (stuck) return { outcome: "person", message: stuck.message, problem: stuck.problem };
  return stateOf(credential, now) === "stable" ? deliveredOr(listed) : waitingOr(listed, span);
}

function waitingOr({ credential: { waiting } }: Listed, { now, endsAt }: Span): Verdict | undefined {
  if (!waiting || waiting.until <= now) return undefined;
  const { reason, message, until, problem } = waiting;
  if (FOLLOWED.includes(reason) && until <= endsAt) return undefined;
  const outcome = ASKED.includes(reason) ? "person" : SCHEDULED.includes(reason) ? "later" : "failed";
  return { outcome, message, problem, nextAt: until };
}

/** What is in force is not done with before every sink has it, or has failed to take it. */
function deliveredOr({ credential: { current, cursors }, declaration }: Listed): Verdict | undefined {
  const isHeld = current?.issued !== undefined;
  const behind = declaration.deliver.filter((sink) => isHeld && (cursors[sink]?.version ?? 0) < current.number);
  if (behind.length === 0) return { outcome: "done" };
  const failed = behind.map((sink) => cursors[sink]).find((cursor) => cursor?.problem);
  const isUntried = behind.some((sink) => !cursors[sink]?.problem);
  if (isUntried || !failed) return undefined;
  return { outcome: "failed", message: failed.problem?.message, problem: failed.problem, nextAt: failed.againAt };
}
