import { after, type Bill, type Checked, type Issued, type Lockout } from "@rekey/core";
import type { Work } from "./work.ts";

/** A Purse is what a holder knows of its tries: how many are paid for and not yet made, and how many cannot count, since the answer was right. */
export interface Purse {
  unspent: number;
  right: number;
  /** What the change in hand is counted by, beside its tries; it may go back where the change was never made. */
  stakes: readonly Bill[];
  /** What the next commit pays. */
  staked: readonly Bill[];
  /** What goes back with the next commit. */
  back: readonly Bill[];
}

export function emptyPurse(): Purse {
  return { unspent: 0, right: 0, stakes: [], staked: [], back: [] };
}

/** Law 5: all tries of one question are paid for, together or not at all, before the first is made. Throws ERR_UNAVAILABLE (`lock`). */
export async function pay(work: Work, tries: number): Promise<void> {
  const lacking = tries - work.purse.unspent;
  if (lacking > 0 && work.kind.limits?.lockout) await work.commit({}, { name: "budget.spent" }, lacking);
}

/** Costs one try, already paid for; one that was not made, or was answered right, cannot count, so its payment goes back with the next commit. */
export async function tried(work: Work, { secret, id }: Issued): Promise<Checked> {
  work.purse.unspent--;
  const answer = (await work.kind.check?.(work.account, secret, work.via, id)) ?? "unclear";
  if (answer !== "refused") work.purse.right++;
  return answer;
}

/** The bills that go along with a commit: its tries, what is counted beside them, and what goes back. */
export function billsOf(work: Work, tries: number): readonly Bill[] {
  const { staked, back } = work.purse;
  const bill = billOf(work, tries);
  return [...(bill ? [bill] : []), ...staked, ...back];
}

/** Takes in that the bills of so many tries were paid. */
export function paidFor(purse: Purse, tries: number): void {
  Object.assign(purse, { unspent: purse.unspent + tries, right: 0, staked: [], back: [] } satisfies Partial<Purse>);
}

/** What a commit pays for, less the right answers it gives back. */
export function billOf(work: Work, tries: number): Bill | undefined {
  const due = tries - work.purse.right;
  const lockout = due === 0 ? undefined : work.kind.limits?.lockout;
  if (!lockout) return undefined;
  const { identity } = work.part;
  return { identity, lockout, tries: due, now: work.now(), until: countsUntil(work, lockout) };
}

/** A request sent at the end of the claim lands at the end of its quiet time, and counts for a window from then on. */
function countsUntil({ claim, via }: Work, { windowMs }: Lockout): Date {
  return after(claim.endsAt, via.quietMs + windowMs);
}
