import type { Credential, Facts, Issued, Reply, Returned, Statement } from "@rekey/core";
import { decline } from "./decline.ts";
import { inForceAnew, refuseEarly } from "./doubt.ts";
import { goOut } from "./probe.ts";
import { SAID } from "./last-beat.ts";
import { promotion } from "./rotate.ts";
import { isSame } from "./same.ts";
import type { Settled } from "./settle.ts";
import { pay, tried } from "./tries.ts";
import { isOf, oldOf, spent } from "./turn.ts";
import type { Work } from "./work.ts";

/** Believes a person about which secret is in force, after a check where there is one. */
export async function resolve(work: Work, said: Statement): Promise<void> {
  const { attempt, stuck, current } = work.credential;
  const { inForce, id, isAlternate } = said;
  // An attempt that is not stuck may still have something in the air, which no person can see.
  if (attempt && !stuck) return decline(work, "a rotation is under way, and its outcome is not a person's to say yet");
  if (attempt?.by && inForce === "current") return work.close(dropped, { name: "rotation.resolved" });
  work.takeTurn((inForce === "candidate" ? attempt : inForce === "current" ? current : { isAlternate }) ?? {});
  await goOut(work);
  const issued = answerOf(work, said);
  if (!issued && work.kind.secret !== "mailed") return decline(work, "no such secret is held here; import it");
  if (typeof inForce === "object" && work.kind.secret === "mailed")
    return decline(work, "a mailed secret is its recipient's, and is not held here");
  if (id !== undefined && !work.kind.retire) return decline(work, `versions of ${work.kind.name} have no names`);
  const verifiedAt = issued && (await verified(work, issued));
  if (verifiedAt === "refused") return decline(work, "the service does not accept that secret");
  const settled = await settledRow(work, inForce, { issued, verifiedAt });
  await work.close(
    { ...settled, ...dropped, doubt: undefined, asked: isLent(work, said) ? "rotate" : undefined },
    { name: "rotation.resolved" },
  );
}

const dropped: Partial<Credential> = {
  attempt: undefined,
  approved: undefined,
  asked: undefined,
  stuck: undefined,
  waiting: undefined,
  fails: 0,
};

/** What its recipient imports was mailed to get in again, and is no secret to stay with. */
function isLent({ credential: { current }, declaration }: Work, { inForce }: Statement): boolean {
  return typeof inForce === "object" && declaration.reconcile !== undefined && current !== undefined && !current.issued;
}

type InForce = Statement["inForce"];

function answerOf({ credential, kind }: Work, { inForce, id }: Statement): Issued | undefined {
  const { attempt, current } = credential;
  if (inForce === "current") return current?.issued;
  if (inForce !== "candidate") return named(credential, { secret: inForce, ...(id !== undefined && { id }) });
  return attempt?.reply && kind.secret === "returned" ? readAgain(kind, attempt.reply) : attempt?.candidate;
}

/** What is said of a version that is held already keeps its name: only by that is it ever withdrawn. */
function named({ attempt, current, previous }: Credential, said: Issued): Issued {
  if (said.id !== undefined) return said;
  const held = [current?.issued, previous?.issued, attempt?.candidate].find((issued) => isSame(said, issued));
  return held?.id === undefined ? said : { ...said, id: held.id };
}

/** A reply that could not be read may be readable since the last upgrade. */
function readAgain(kind: Returned<unknown>, reply: Reply): Issued | undefined {
  try {
    return kind.read(reply);
  } catch {
    return undefined;
  }
}

async function verified(work: Work, issued: Issued): Promise<Date | "refused" | undefined> {
  if (!work.kind.check) return undefined;
  if (work.credential.doubt) refuseEarly(work, work.credential.doubt);
  await pay(work, 1);
  const answer = await tried(work, issued);
  return answer === "unclear" ? undefined : answer === "accepted" ? work.now() : answer;
}

async function settledRow(work: Work, inForce: InForce, settled: Settled): Promise<Partial<Credential>> {
  const { credential, turn } = work;
  const { attempt, opened, doubt } = credential;
  if (inForce === "candidate" && attempt)
    return promotion(work, { ...attempt, version: doubt ? opened + 1 : attempt.version }, settled);
  const told =
    inForce === "current"
      ? standing(work, settled)
      : promotion(work, { ...turn, version: opened + 1, facts: await factsOf(work) }, settled);
  // What is dropped on a person's word may have changed the other account.
  const isTouched = attempt !== undefined || doubt !== undefined;
  return isTouched ? { ...told, previous: spent({ ...credential, ...told }, attempt) } : told;
}

function standing(work: Work, settled: Settled): Partial<Credential> {
  const { current, doubt } = work.credential;
  if (!current) return {};
  if (doubt?.isProven) return inForceAnew(work.credential, work.now(), settled.verifiedAt !== undefined);
  return stillInForce(work.credential, settled);
}

/** Read where none are held of this account: what is imported is delivered. */
async function factsOf({ credential, turn, kind, account, via }: Work): Promise<Facts> {
  const { attempt } = credential;
  const held = attempt && isOf(attempt, turn) ? attempt : oldOf(credential, turn);
  const isTold = held && Object.keys(held.facts).length > 0;
  return isTold ? held.facts : ((await kind.facts?.(account, via)) ?? {});
}

/** What a heartbeat had found is answered by that: it is of no version any more. */
function stillInForce({ current, heartbeat }: Credential, { verifiedAt }: Settled): Partial<Credential> {
  return {
    current: current && { ...current, verifiedAt },
    heartbeat: heartbeat && { ...heartbeat, version: SAID },
  };
}
