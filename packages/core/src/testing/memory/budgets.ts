import { CredentialError } from "../../errors.ts";
import type { Bill } from "../../store.ts";

/** Until when each try that was paid for may count, by identity. */
export type Payments = Map<string, readonly Date[]>;

/** The payments of an identity once a bill is paid, soonest over first. Throws ERR_UNAVAILABLE where it cannot be. */
export function settled(
  payments: Payments,
  { identity, lockout, tries, now, until, reason = "lock" }: Bill,
): readonly Date[] {
  const held = standingPayments(payments, identity, now);
  if (tries < 0) return givenBack(held, -tries, until);
  // One try is left for the human.
  const tooMany = held.length + tries - (lockout.tries - 1);
  if (tooMany <= 0 || tries === 0) return sorted([...held, ...Array.from({ length: tries }, () => until)]);
  const againAt = held[tooMany - 1] ?? until;
  throw new CredentialError("ERR_UNAVAILABLE", "it cannot be paid for yet", { reason, againAt });
}

/** The payments that still count. */
export function standingPayments(payments: Payments, identity: string, now: Date): readonly Date[] {
  return (payments.get(identity) ?? []).filter((until) => until > now);
}

function givenBack(held: readonly Date[], tries: number, until: Date): readonly Date[] {
  let left = tries;
  return held.filter((payment) => payment.getTime() !== until.getTime() || left-- <= 0);
}

function sorted(instants: readonly Date[]): readonly Date[] {
  return instants.toSorted((a, b) => a.getTime() - b.getTime());
}
