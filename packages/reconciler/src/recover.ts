import { type Attempt, CredentialError, type Landed } from "@rekey/core";
import { held } from "./held.ts";
import { closedTo, issue } from "./issue.ts";
import { pay, tried } from "./tries.ts";
import { oldOf } from "./turn.ts";
import { waitUntil, type Work } from "./work.ts";

/** Stands where `issue` stood, when nobody knows what came of it. */
export async function recover(work: Work, attempt: Attempt): Promise<Attempt> {
  if (work.kind.secret === "supplied") return recoverSupplied(work, attempt);
  waitOut(airborneUntil(work, attempt));
  const evidence = await ask(work, attempt);
  if (work.kind.secret === "mailed" && evidence === "yes") return land(work, attempt);
  if (work.kind.secret === "mailed" && evidence !== "no")
    throw new CredentialError("ERR_STUCK", "a mail may have been sent, and only its recipient knows", {
      remedy: "ask its recipient, then resolve it: candidate if a mail came, current if none did",
    });
  if (typeof evidence === "object") await withdraw(work, evidence.orphan);
  const isUndone = evidence === "no" || typeof evidence === "object";
  return isUndone ? begunAnew(work, attempt) : issue(work, attempt);
}

async function recoverSupplied(work: Work, attempt: Attempt): Promise<Attempt> {
  // Taken before anything is asked: an answer from before the quiet time says nothing of what landed during it.
  const untilQuiet = airborneUntil(work, attempt);
  const evidence = await ask(work, attempt);
  if (evidence === "yes") return land(work, attempt);
  const inForce = await probe(work, attempt);
  if (inForce === "new") return land(work, attempt);
  const isUnchanged = evidence === "no" || inForce === "old";
  if (isUnchanged && !untilQuiet) return begunAnew(work, attempt);
  if (inForce === "old") return issue(work, attempt);
  waitOut(untilQuiet);
  if ("change" in work.kind && inForce === "neither" && work.declaration.reconcile) return giveUp(work);
  if ("change" in work.kind && inForce === "neither")
    throw new CredentialError("ERR_STUCK", "neither the new nor the old secret is accepted", {
      remedy: "import the one that is in force",
    });
  return issue(work, attempt);
}

/** Nothing of it is in the air, and neither secret is accepted: an administrator sets another one over whatever is in force. */
async function giveUp(work: Work): Promise<never> {
  const message = "neither the new nor the old secret is accepted";
  await work.commit({ attempt: undefined, approved: undefined }, { name: "rotation.refused", message });
  throw new CredentialError("ERR_DRIFTED", message);
}

async function ask({ kind, account, via }: Work, { before }: Attempt): Promise<Landed | undefined> {
  return kind.landed?.(account, before, via);
}

/** Which of its secrets logs in; undefined where nobody can tell. Both tries are paid for before the first is made: paid one by one, a scarce budget could stop between them for ever. */
async function probe(work: Work, { candidate }: Attempt): Promise<"new" | "old" | "neither" | undefined> {
  if (!work.kind.check) return undefined;
  const next = held(candidate);
  // Where an administrator goes on, the old one is known to be refused.
  const old = work.turn.by ? undefined : oldOf(work.credential, work.turn)?.issued;
  await pay(work, old ? 2 : 1);
  const answer = await tried(work, next);
  if (answer === "accepted") return "new";
  if (answer === "unclear") return undefined;
  return old && (await tried(work, old)) === "accepted" ? "old" : "neither";
}

async function land(work: Work, attempt: Attempt): Promise<Attempt> {
  const landed: Attempt = { ...attempt, phase: "landed", landedAt: work.now() };
  await work.commit({ attempt: landed }, { name: "rotation.recovered" });
  return landed;
}

async function withdraw({ kind, account, via }: Work, orphan: string): Promise<void> {
  const answer = await kind.retire?.(account, orphan, via, true);
  if (typeof answer === "object")
    waitUntil(answer.againAt, "retiring", "a version that nobody holds is withdrawn first");
}

/** Nothing of it is in the air any more and nothing of it landed: a refusal of the next request is proof again, and whatever keeps a rotation from being begun keeps this one. */
async function begunAnew(work: Work, attempt: Attempt): Promise<Attempt> {
  const undone = { ...attempt, quietUntil: undefined };
  const closed = closedTo(work);
  if (!closed) return issue(work, undone);
  await work.commit({ attempt: { ...undone, phase: "unsent" } }, { name: "rotation.recovered" });
  return waitUntil(closed.until, closed.reason, closed.message);
}

/** Until when something of it may still land; undefined once nothing can. */
function airborneUntil(work: Work, { quietUntil }: Attempt): Date | undefined {
  return quietUntil && quietUntil > work.now() ? quietUntil : undefined;
}

/** Law 6: goes on only when nothing of this attempt can land any more. */
function waitOut(until: Date | undefined): void {
  if (until) waitUntil(until, "quiet", "nobody knows what came of the last request, and it may still land");
}
