import { type Credential, earliest, hasCode, problemOf, type Stuck, type Waiting } from "@rekey/core";
import { againAt, backOffs, namedTime } from "./backoff.ts";
import type { Told } from "./told.ts";
import type { Work } from "./work.ts";

/** Turns what stopped a rotation into what the row says: stuck, or waiting until. A lost claim, and a store that failed, are passed on. */
export async function react(work: Work, error: unknown): Promise<void> {
  if (work.isAdrift || hasCode(error, "ERR_CONFLICT")) throw error;
  const { credential } = work;
  if (isForAdministrator(work, error)) return work.close({ heartbeat: drifted(work), waiting: undefined }, FOUND);
  const stuck = stuckBy(error, credential, work.now());
  if (stuck)
    return work.close({ stuck, asked: undefined, waiting: undefined }, { name: "rotation.stuck", ...said(stuck) });
  const waiting = waitingFor(error, credential, work.now());
  if (waiting.reason === "lock") work.tell({ name: "budget.exhausted", until: waiting.until });
  const fails = namedTime(error, work.now()) ? credential.fails : credential.fails + 1;
  await work.close({ waiting, fails }, { name: "rotation.waiting", ...waiting });
}

const FOUND: Told = { name: "drift.found", message: "the old secret is refused: the administrator's way comes next" };

/** A refused old secret is no person's to mend where another kind is declared for that, and nothing of the attempt is left. */
function isForAdministrator({ credential: { attempt }, declaration, turn }: Work, error: unknown): boolean {
  return hasCode(error, "ERR_DRIFTED") && !attempt && !turn.by && declaration.reconcile !== undefined;
}

function drifted(work: Work): Credential["heartbeat"] {
  const now = work.now();
  return { version: work.credential.current?.number ?? 0, askedAt: now, driftedAt: now };
}

function said({ message, problem }: Stuck): Pick<Stuck, "message" | "problem"> {
  return { message, problem };
}

/** What only a person can decide after an error; nothing while the engine itself may still learn more. */
export function stuckBy(error: unknown, { attempt }: Credential, since: Date): Stuck | undefined {
  const problem = problemOf(error);
  const { message } = problem;
  if (problem.code === "ERR_STUCK") return { message, since, problem };
  const isRefused = problem.code === "ERR_REFUSED" || problem.code === "ERR_DRIFTED";
  const remedy = problem.remedy ?? "import the one that is in force";
  if (problem.code === "ERR_DRIFTED" && !attempt)
    return { message: `drifted: ${message}`, since, problem: { ...problem, remedy } };
  // Nothing is in the air any more, so asking again would meet the same refusal for ever.
  if (isRefused && attempt?.quietUntil && attempt.quietUntil <= since)
    return { message: `an earlier request may have landed: ${message}`, since, problem: { ...problem, remedy } };
  return undefined;
}

/** What a credential waits for after an error that leaves the next step to us, and until when. */
export function waitingFor(error: unknown, { uid, fails, attempt }: Credential, now: Date): Waiting {
  const problem = problemOf(error);
  const reason = hasCode(error, problem.code) ? error.details.reason : undefined;
  // The end of the quiet time may be the answer, so nobody sleeps past it.
  const quietEnd = attempt?.quietUntil && attempt.quietUntil > now ? attempt.quietUntil : undefined;
  const until = namedTime(error, now) ?? earliest(againAt(error, { uid, fails, now }), quietEnd) ?? now;
  return { reason: reason ?? backOffs[problem.code].reason, message: problem.message, until, problem };
}
