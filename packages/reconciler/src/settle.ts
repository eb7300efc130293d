import { after, type Attempt, CredentialError, hasCode, type Issued } from "@rekey/core";
import { held } from "./held.ts";
import { drop } from "./issue.ts";
import { PROPAGATION_MS } from "./propagation.ts";
import { pay, tried } from "./tries.ts";
import { waitUntil, type Work } from "./work.ts";

/** A Settled is what is to be promoted; nothing is issued where the secret went to its recipient. */
export interface Settled {
  readonly issued?: Issued | undefined;
  readonly verifiedAt?: Date | undefined;
}

const SECOND_MS = 1_000;
const PATIENCE_MS = 1_800_000;
/** When a service that may not know a secret yet is asked meanwhile: each time costs a try. */
const ASKED_AGAIN_MS = 20_000;

/** Waits until the change has taken hold, then tries the secret. Whatever else of the attempt is in the air carries the same secret. */
export async function settle(work: Work, attempt: Attempt): Promise<Settled> {
  const { kind, account, via } = work;
  const issued = await read(work, attempt);
  if (kind.ready && !(await kind.ready(account, via))) waitForHold(work, attempt);
  if (!issued || !kind.check) return { issued };
  await pay(work, 1);
  const answer = await tried(work, issued);
  if (answer === "refused") return doubt(work, attempt);
  if (answer === "unclear") return { issued };
  work.tell({ name: "rotation.settled" });
  return { issued, verifiedAt: work.now() };
}

async function read(work: Work, attempt: Attempt): Promise<Issued | undefined> {
  const { kind } = work;
  if (kind.secret === "mailed") return undefined;
  if (kind.secret === "supplied" || !attempt.reply) return held(attempt.candidate);
  try {
    return kind.read(attempt.reply);
  } catch (error) {
    if (!hasCode(error, "ERR_REFUSED")) throw unreadable(error);
    // Services report failures with status 200, so a refusal may be found only here.
    await drop(work, { ...attempt, reply: undefined }, error);
    throw error;
  }
}

function unreadable(cause: unknown): CredentialError {
  return new CredentialError("ERR_STUCK", "the service's reply is kept and cannot be read", {
    cause,
    remedy: "resolve it with `candidate` after an upgrade, which reads it again, or import the secret",
  });
}

/** Polls ever more slowly; a person is asked only when nothing is in the air any more. */
function waitForHold(work: Work, { landedAt, quietUntil }: Attempt): never {
  const now = work.now();
  const elapsedMs = now.getTime() - (landedAt ?? now).getTime();
  const isPatient = elapsedMs < (work.tools.patienceMs ?? PATIENCE_MS) || (quietUntil && quietUntil > now);
  if (!isPatient)
    throw new CredentialError("ERR_STUCK", "the service accepted the change, and it does not take hold", {
      remedy: "look at it in the console, then resolve it: candidate or current",
    });
  const pollMs = Math.min(Math.max(elapsedMs / 2, SECOND_MS), 30 * SECOND_MS);
  waitUntil(after(now, pollMs), "applying", "the change is accepted and has not taken hold yet");
}

/** A refused check soon after a success is "not yet"; later it is unknown again. */
async function doubt(work: Work, attempt: Attempt): Promise<never> {
  const now = work.now();
  const since = attempt.landedAt ?? now;
  const again = [ASKED_AGAIN_MS, PROPAGATION_MS].map((ms) => after(since, ms)).find((at) => at > now);
  if (again) waitUntil(again, "propagating", "the service does not know the new secret yet");
  if (work.kind.secret !== "supplied")
    throw new CredentialError("ERR_STUCK", "the secret that the service returned is not accepted", {
      remedy: "import the one that is in force",
    });
  await work.commit(
    { attempt: { ...attempt, phase: "sent", quietUntil: attempt.quietUntil ?? now } },
    { name: "rotation.unknown", message: "the new secret is still refused" },
  );
  return waitUntil(now, "unknown", "the new secret is still refused");
}
