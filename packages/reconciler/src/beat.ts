import { after, type Checked, type Credential, hasCode, type Heartbeat, problemOf } from "@rekey/core";
import { namedTime } from "./backoff.ts";
import { driftedSince, heartbeatMs, LEAST_TRIES } from "./heartbeat.ts";
import { lastBeat, SAID } from "./last-beat.ts";
import { held } from "./held.ts";
import { goOut } from "./probe.ts";
import { PROPAGATION_MS } from "./propagation.ts";
import { waitingFor } from "./react.ts";
import { billOf, pay, tried } from "./tries.ts";
import type { Told } from "./told.ts";
import type { Work } from "./work.ts";

const HOUR_MS = 3_600_000;

/** Asks whether the version in force still logs in: one try, paid for first, and only where enough are left. Nobody asked for this, so nothing that goes wrong with it keeps anybody waiting. */
export async function beat(work: Work): Promise<void> {
  try {
    if (work.forbidden !== undefined) return await work.close(...unasked(work, work.forbidden));
    const againAt = await affordableAt(work);
    if (againAt) return await work.close(...unasked(work, POOR, againAt));
    await goOut(work);
    await pay(work, 1);
    const answer = await tried(work, held(work.credential.current?.issued));
    await work.close(...outcomes[answer](work));
  } catch (error) {
    if (work.isAdrift || hasCode(error, "ERR_CONFLICT")) throw error;
    await work.close(...unanswered(work, error));
  }
}

const POOR = "too few tries are left to see whether it still logs in";

/** When enough tries are left for this one, a rotation's own and the human's; undefined where they are now. */
async function affordableAt(work: Work): Promise<Date | undefined> {
  const { identity, lockout } = billOf(work, 1) ?? {};
  if (identity === undefined || !lockout) return undefined;
  const paid = await work.tools.store.payments(identity, work.now());
  const tooMany = paid.length - (lockout.tries - LEAST_TRIES);
  return paid[tooMany - 1];
}

type Outcome = [change: Partial<Credential>, told: Told];

const outcomes: Readonly<Record<Checked, (work: Work) => Outcome>> = { accepted, refused, unclear };

function accepted(work: Work): Outcome {
  const { current } = work.credential;
  const isBack = driftedSince(work.credential) !== undefined;
  const change = { ...noted(work, {}), current: current && { ...current, verifiedAt: work.now() } };
  return [change, isBack ? { name: "drift.cleared", message: "it is accepted again" } : untold("it still logs in")];
}

/** No second factor, say: nobody has learnt anything. */
function unclear(work: Work): Outcome {
  const { refusedAt, driftedAt } = lastBeat(work.credential) ?? {};
  return [noted(work, { refusedAt, driftedAt }), untold("nobody can tell whether it still logs in")];
}

/** A service may know a new secret late: what came in force of late is asked about once more before it counts as drifted. */
function refused(work: Work): Outcome {
  const { current } = work.credential;
  const last = lastBeat(work.credential);
  const now = work.now();
  const isNew = current !== undefined && now < after(current.since, HOUR_MS);
  const refusedAt = last?.refusedAt ?? now;
  if (isNew && !last?.refusedAt)
    return [noted(work, { refusedAt, againAt: after(now, PROPAGATION_MS) }), untold("it is refused, so soon")];
  const told: Told = last?.driftedAt ? untold("it is still refused") : FOUND;
  return [noted(work, { refusedAt, driftedAt: last?.driftedAt ?? now }), told];
}

const FOUND: Told = { name: "drift.found", message: "the service refuses the version in force" };

/** What was found before stands. */
function unasked(work: Work, why: string, againAt = after(work.now(), HOUR_MS)): Outcome {
  return [noted(work, { ...lastBeat(work.credential), againAt }), untold(why)];
}

/** Not asked, or asked and not answered: that says nothing of the secret. A lock is everybody's: whatever else wants a try waits for its end too. */
function unanswered(work: Work, error: unknown): Outcome {
  const now = work.now();
  const { refusedAt, driftedAt } = lastBeat(work.credential) ?? {};
  const everyMs = heartbeatMs(work.declaration, work.kind) ?? HOUR_MS;
  const againAt = namedTime(error, now) ?? after(now, Math.min(HOUR_MS, everyMs));
  const problem = problemOf(error);
  const waiting = waitingFor(error, work.credential, now);
  const lock = waiting.reason === "lock" && { waiting };
  return [
    { ...noted(work, { refusedAt, driftedAt, againAt, problem }), ...lock },
    { ...untold(problem.message), problem },
  ];
}

function noted(work: Work, heartbeat: Partial<Heartbeat>): Pick<Credential, "heartbeat"> {
  return { heartbeat: { ...heartbeat, version: work.credential.current?.number ?? 0, askedAt: work.now() } };
}

function untold(message: string): Told {
  return { name: "claim.taken", message };
}

/** Tells that what had drifted is over, where another version is in force since, or a person said otherwise. */
export async function tellMended(work: Work): Promise<void> {
  const { heartbeat, current } = work.credential;
  if (heartbeat?.driftedAt === undefined || heartbeat.version === current?.number) return;
  const message = heartbeat.version === SAID ? "a person said that it is in force" : "something else is in force since";
  await work.commit({ heartbeat: undefined }, { name: "drift.cleared", message });
}
