import { after, type Attempt, type Bill, type Budgets, type Credential, type Declared, hasCode } from "@rekey/core";
import { type Kinds, kindOf, turnOf } from "./turn.ts";
import type { Work } from "./work.ts";

/** What was counted against a quota and in a stagger group, each until it counts no more, soonest over first. */
export interface Spent {
  readonly changes: readonly Date[];
  readonly beginnings: readonly Date[];
}

interface Counted extends Kinds {
  readonly credential: Credential;
  readonly declared: Declared;
}

/** Looks up what bears on the next change of a credential; nothing where neither its kind nor its declaration counts. */
export async function spentOf(
  books: Pick<Budgets, "payments">,
  { credential, declared, ...kinds }: Counted,
  now: Date,
): Promise<Spent | undefined> {
  const { declaration, place } = declared;
  const turn = turnOf(credential, declaration);
  const { quota } = kindOf(turn, kinds).limits ?? {};
  const { stagger } = declaration;
  if (!quota && !stagger) return undefined;
  const { identity } = (turn.isAlternate && place.alternate) || place;
  return {
    changes: quota ? await books.payments(changesOf(identity), now) : [],
    beginnings: stagger ? await books.payments(beginningsOf(stagger.group), now) : [],
  };
}

/** Counts the change that the next commit intends: against the kind's quota each time it is sent, and in its group where it begins. Where it cannot, nothing is written. */
export function stake(work: Work, { phase }: Attempt): void {
  const { quota } = work.kind.limits ?? {};
  const { stagger } = work.declaration;
  const stakes = [
    ...(quota ? [changeBill(work, quota)] : []),
    // What may have been sent has begun already.
    ...(stagger && phase === "unsent" ? [beginningBill(work, stagger)] : []),
  ];
  work.purse.stakes = stakes;
  work.purse.staked = stakes;
}

/** Gives back, with the next commit, what was counted for a change that was proven not to have been made; a refusal may count at the service. */
export function unstake({ purse }: Work, left: Attempt | undefined, error: unknown): void {
  const isTurnedAway = hasCode(error, "ERR_UNAVAILABLE", "ERR_IDENTITY", "ERR_DECLARATION");
  const isUnbegun = left?.phase !== "sent";
  const unmade = purse.stakes.filter(({ reason }) => (reason === "quota" ? isTurnedAway : isUnbegun));
  purse.back = [...purse.back, ...unmade.map((bill) => ({ ...bill, tries: -bill.tries }))];
  purse.stakes = [];
}

/** A request sent at the end of the claim lands at the end of its quiet time, and counts for a window from then on. */
function changeBill(work: Work, quota: { changes: number; windowMs: number }): Bill {
  const { part, claim, via } = work;
  return {
    identity: changesOf(part.identity),
    // No try is left for the human here: one change more is refused, and locks nothing.
    lockout: { tries: quota.changes + 1, windowMs: quota.windowMs },
    tries: 1,
    now: work.now(),
    until: after(claim.endsAt, via.quietMs + quota.windowMs),
    reason: "quota",
  };
}

function beginningBill(work: Work, { group, offsetMs }: { group: string; offsetMs: number }): Bill {
  const now = work.now();
  return {
    identity: beginningsOf(group),
    lockout: { tries: 2, windowMs: offsetMs },
    tries: 1,
    now,
    until: after(now, offsetMs),
    reason: "stagger",
  };
}

/** Identities begin with their kind's package, so neither of these is one. */
function changesOf(identity: string): string {
  return `changes of ${identity}`;
}

function beginningsOf(group: string): string {
  return `beginnings of ${group}`;
}
