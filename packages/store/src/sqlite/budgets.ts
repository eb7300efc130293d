import { type Bill, type Budgets, CredentialError } from "@rekey/core";
import { instant } from "./columns.ts";
import type { Ground } from "./ground.ts";

const STANDING = "SELECT until FROM payment WHERE identity = ? AND until > ? ORDER BY until";

const MESSAGES = {
  lock: "too few tries are left before the account would lock",
  quota: "the service makes no more changes of this account for now",
  stagger: "another of its group has begun a moment ago",
} as const;

/** Which logins were paid for. */
export function budgets({ sql, read }: Ground): Budgets {
  return {
    payments: async (identity, now) =>
      read(() => sql(STANDING).all(identity, now.getTime())).map((row) => instant(row, "until")),
  };
}

/** Pays a bill, or gives tries back, inside the caller's transaction. Throws ERR_UNAVAILABLE where too few are left (law 5). */
export function pay(ground: Ground, bill: Bill): void {
  const { identity, tries, until, now } = bill;
  if (tries < 0) return giveBack(ground, bill);
  refuseLast(ground, bill);
  const { sql } = ground;
  sql("DELETE FROM payment WHERE identity = ? AND until <= ?").run(identity, now.getTime());
  for (let paid = 0; paid < tries; paid++)
    sql("INSERT INTO payment (identity, until) VALUES (?, ?)").run(identity, until.getTime());
}

/** One try is left for the human. */
function refuseLast({ sql }: Ground, { identity, lockout, tries, now, until, reason = "lock" }: Bill): void {
  const standing = sql(STANDING).all(identity, now.getTime());
  const tooMany = standing.length + tries - (lockout.tries - 1);
  if (tooMany <= 0 || tries === 0) return;
  const over = standing[tooMany - 1];
  throw new CredentialError("ERR_UNAVAILABLE", MESSAGES[reason], {
    reason,
    againAt: over ? instant(over, "until") : until,
  });
}

function giveBack({ sql }: Ground, { identity, tries, until }: Bill): void {
  const drop = "DELETE FROM payment WHERE id IN (SELECT id FROM payment WHERE identity = ? AND until = ? LIMIT ?)";
  sql(drop).run(identity, until.getTime(), -tries);
}
