import { type Credential, type Declaration, hasCode } from "@rekey/core";
import { type Instant, instants } from "./schedule/instants.ts";
import { openAt } from "./schedule/open.ts";

/** An Outlook says from when on, and how many. */
interface Outlook {
  readonly now: Date;
  readonly count: number;
}

/** The next rotations of a credential as its row stands, if each begins when it may; none where its schedule cannot be read. */
export function forecast(row: Credential, declaration: Declaration, outlook: Outlook): readonly Instant[] {
  const isSlot = row.current && row.dueAt > outlook.now && "cron" in declaration.rotate;
  try {
    return isSlot ? ofSlots(row, declaration, outlook) : fromWhatIsOwed(row, declaration, outlook);
  } catch (error) {
    if (!hasCode(error, "ERR_DECLARATION")) throw error;
    return [];
  }
}

/** From just before the slot that is owed, so that its mark is told. */
function ofSlots({ uid, dueAt, pausedUntil }: Credential, { rotate }: Declaration, { now, count }: Outlook) {
  const from = new Date(dueAt.getTime() - (rotate.jitterMs ?? 0) - 1);
  return instants(rotate, { from, now, count, uid, pause: pausedUntil && { until: pausedUntil } });
}

function fromWhatIsOwed({ uid, dueAt, pausedUntil }: Credential, { rotate }: Declaration, { now, count }: Outlook) {
  const pause = pausedUntil && { until: pausedUntil };
  const first: Instant = { ...openAt(rotate, dueAt > now ? dueAt : now, pause), dueAt };
  return [first, ...instants(rotate, { from: first.at, count: count - 1, uid, pause })];
}
