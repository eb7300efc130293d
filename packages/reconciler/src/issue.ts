import {
  after,
  type Attempt,
  type Credential,
  hasCode,
  problemOf,
  provesUnchanged,
  type Reply,
  type Waiting,
} from "@rekey/core";
import { shut } from "./blocked.ts";
import { held } from "./held.ts";
import { answeredBy } from "./owed.ts";
import { stake, unstake } from "./stakes.ts";
import { oldOf } from "./turn.ts";
import { CLOCK_HELD, CLOCK_MS } from "./watch.ts";
import { waitUntil, type Work } from "./work.ts";

/** Opens, sends and keeps. Whatever happens between the two writes, the first says that anything may have happened (law 1). */
export async function issue(work: Work, attempt: Attempt): Promise<Attempt> {
  const { kind, account, via, tools } = work;
  // While an earlier request may have landed, evidence is measured from before that one.
  const before = attempt.quietUntil ? attempt.before : ((await kind.before?.(account, via)) ?? {});
  // What was asked until here may have said how late it is at the service (law 12).
  if (tools.watch?.isHeld()) waitUntil(after(work.now(), CLOCK_MS), "clock", CLOCK_HELD);
  if (attempt.phase === "unsent") mustBeOpen(work);
  const drafted = { ...attempt, before };
  const send = sending(work, drafted);
  await open(work, drafted);
  const sentAt = tools.clock.monotonicMs();
  const reply = await send().catch((error: unknown) => fail(work, drafted, error));
  const landed: Attempt = { ...drafted, phase: "landed", reply, landedAt: work.now() };
  const durationMs = tools.clock.monotonicMs() - sentAt;
  await work.commit({ attempt: landed }, { name: reply ? "rotation.kept" : "rotation.issued", durationMs });
  return landed;
}

/** Looking and asking took time: a window may have closed meanwhile, or an approval ended. */
function mustBeOpen(work: Work): void {
  const closed = closedTo(work);
  if (closed) waitUntil(closed.until, closed.reason, closed.message);
}

/** What keeps an attempt that has changed nothing from being begun at this instant. */
export function closedTo(work: Work): Waiting | undefined {
  const { credential, declared, forbidden, kinds } = work;
  return shut(credential, { ...kinds, credential, declared, forbidden }, work.now());
}

/** The intent. It pays for the change and for the check that follows: what cannot be checked is not begun. */
async function open(work: Work, attempt: Attempt): Promise<void> {
  const { kind, via, claim, credential, purse } = work;
  const intent: Partial<Credential> = {
    attempt: { ...attempt, phase: "sent", quietUntil: after(claim.endsAt, via.quietMs) },
    opened: Math.max(credential.opened, attempt.version),
    answeredAt: answeredBy(credential, work.now()),
    waiting: undefined,
  };
  const write = (tries: number) =>
    work.commit(intent, { name: "rotation.opened", message: attempt.why }, Math.max(0, tries - purse.unspent));
  const least = "change" in kind ? 1 : 0;
  stake(work, attempt);
  try {
    await write(least + (kind.check ? 1 : 0)).catch((error: unknown) => {
      // What was spent on learning that it must be sent again may not be what keeps it from being sent (law 11).
      if (attempt.phase === "unsent" || work.isAdrift) throw error;
      return write(least);
    });
  } finally {
    purse.staked = [];
  }
}

/** The one request that changes something, ready to go: a secret that is missing is missed before the intent. */
function sending(work: Work, { candidate }: Attempt): () => Promise<Reply | undefined> {
  const { kind, account, via, credential, turn, purse } = work;
  if (kind.secret === "returned") return async () => kind.reset(account, via);
  if (kind.secret === "mailed") return unanswered(async () => kind.reset(account, via));
  const next = held(candidate).secret;
  if ("set" in kind) return unanswered(async () => kind.set(account, next, via));
  const current = held(oldOf(credential, turn)?.issued).secret;
  return unanswered(async () => {
    purse.unspent--;
    await kind.change(account, { current, next }, via);
    purse.right++;
  });
}

function unanswered(send: () => Promise<void>): () => Promise<undefined> {
  return async () => {
    await send();
    return undefined;
  };
}

async function fail(work: Work, attempt: Attempt, error: unknown): Promise<never> {
  await drop(work, attempt, error);
  throw error;
}

/** Writes down what an attempt is after its request failed. */
export async function drop(work: Work, attempt: Attempt, error: unknown): Promise<void> {
  const left = leftOf(work, attempt, error);
  const name = left?.phase === "sent" ? "rotation.unknown" : "rotation.refused";
  // One approval covers one attempt.
  const approved = left && work.credential.approved;
  unstake(work, left, error);
  await work.commit({ attempt: left, approved }, { name, problem: problemOf(error) });
}

/** What an attempt is after its request failed; undefined where the service refused it and nothing is in the air. */
function leftOf(work: Work, attempt: Attempt, error: unknown): Attempt | undefined {
  if (!provesUnchanged(error)) return { ...attempt, phase: "sent", quietUntil: after(work.now(), work.via.quietMs) };
  // The proof is about this request and says nothing of an earlier one (law 14).
  if (attempt.quietUntil) return { ...attempt, phase: "sent" };
  if (hasCode(error, "ERR_REFUSED", "ERR_DRIFTED")) return undefined;
  return { ...attempt, phase: "unsent" };
}
