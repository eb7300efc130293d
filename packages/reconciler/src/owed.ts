import { after, type Credential, type Declaration, hasCode } from "@rekey/core";
import { nextDue, nextDueChanged, nextDueSetBack, type Settled } from "./schedule/due.ts";
import { HORIZON_MS } from "./schedule/schedule.ts";

/** What is owed once a version came into force. A secret is never lost to a schedule that cannot be read: then nothing is owed until it is declared anew. */
export function owedAfter(credential: Credential, { rotate }: Declaration, since: Date): Date {
  return readable(() => nextDue(rotate, settled(credential, since, since))) ?? after(since, HORIZON_MS);
}

/** What is owed since a declaration changed. */
export function owedChanged(credential: Credential, { rotate }: Declaration, now: Date): Date {
  const { current, dueAt } = credential;
  if (!current) return dueAt;
  return readable(() => nextDueChanged(rotate, settled(credential, current.since, now), dueAt)) ?? dueAt;
}

/** What is owed at a look: earlier than it was where the clock has been set back (law 12). */
export function owedSetBack(credential: Credential, { rotate }: Declaration, now: Date): Date {
  const { current, dueAt } = credential;
  if (!current) return dueAt;
  return readable(() => nextDueSetBack(rotate, settled(credential, current.since, now), dueAt)) ?? dueAt;
}

/** What a rotation that begins now answers; a clock that is set back answers nothing anew. */
export function answeredBy({ dueAt, answeredAt }: Credential, now: Date): Date | undefined {
  return dueAt <= now && (!answeredAt || answeredAt < dueAt) ? dueAt : answeredAt;
}

function settled({ uid, answeredAt }: Credential, since: Date, now: Date): Settled {
  return { uid, since, answered: answeredAt, now };
}

/** Undefined where the schedule has no such instant; the gate before an attempt says what is wrong with it. */
function readable(read: () => Date): Date | undefined {
  try {
    return read();
  } catch (error) {
    if (!hasCode(error, "ERR_DECLARATION")) throw error;
    return undefined;
  }
}
