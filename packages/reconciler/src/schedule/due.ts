import { CredentialError, type Schedule } from "@rekey/core";
import { nextSlot, type Slot, slotsAfter } from "./cron.ts";
import { jitter } from "./jitter.ts";

/** A Settled is what a credential has behind it. */
export interface Settled {
  /** Makes its jitter its own. */
  readonly uid: string;
  /** When the version in force was made. */
  readonly since: Date;
  /** The latest due time that a rotation has answered; absent where the schedule never owed one. It survives a clock that is set back, which `since` does not. */
  readonly answered?: Date | undefined;
  readonly now: Date;
}

/**
 * When the next rotation is owed: the first slot after all that is settled, and the credential's jitter. It lies in the past where that slot was missed;
 * however many were missed, they are one rotation, since what answers one settles all. Throws ERR_DECLARATION where ten years have no slot.
 *
 * Law 12: `now` decides nothing unless it is earlier than `since`, so a restart moves nothing. A version from the future was made by a clock that has
 * been set back meanwhile: it counts as made now, and its slot still counts as answered.
 */
export function nextDue(schedule: Schedule, settled: Settled): Date {
  const slot = slotAfter(schedule, settledMs(settled));
  return slot ? new Date(owedMs(schedule, settled.uid, slot)) : never();
}

/**
 * When a rotation is owed, at a look at which the clock may have been set back: the time that is kept, or an earlier one where the version in force is
 * from the future, so that nobody waits for months that were none. Keep what it answers, or it moves along with `now`. Throws as `nextDue` does.
 */
export function nextDueSetBack(schedule: Schedule, settled: Settled, dueAt: Date): Date {
  if (settled.since <= settled.now) return dueAt;
  const again = nextDue(schedule, settled);
  return again < dueAt ? again : dueAt;
}

/**
 * When a rotation is owed once a declaration has changed, whatever changed in it: what was owed already stays owed; a period counts from the version
 * in force; and an expression begins now, because a slot that it would have had before anybody wrote it was never missed. Throws as `nextDue` does.
 */
export function nextDueChanged(schedule: Schedule, settled: Settled, dueAt: Date): Date {
  const { uid, now } = settled;
  if (dueAt <= now) return dueAt;
  if ("everyMs" in schedule) return nextDue(schedule, settled);
  // A slot that has passed may still be owed later, by its jitter.
  const fromMs = Math.max(settledMs(settled), now.getTime() - (schedule.jitterMs ?? 0));
  for (const slot of slotsAfter(schedule, fromMs)) {
    const dueMs = owedMs(schedule, uid, slot);
    if (dueMs > now.getTime()) return new Date(dueMs);
  }
  return never();
}

/** The first slot after an instant at which all was settled; undefined where ten years have none. */
export function slotAfter(schedule: Schedule, fromMs: number): Slot | undefined {
  if (!("everyMs" in schedule)) return nextSlot(schedule, fromMs);
  const atMs = fromMs + schedule.everyMs;
  return { atMs, wallMs: atMs };
}

/** When a slot is owed by one credential. */
export function owedMs({ jitterMs = 0 }: Schedule, uid: string, { atMs }: Slot): number {
  return atMs + jitter(jitterMs, uid, atMs);
}

function settledMs({ since, answered, now }: Settled): number {
  const madeMs = Math.min(since.getTime(), now.getTime());
  return Math.max(madeMs, answered?.getTime() ?? madeMs);
}

function never(): never {
  throw new CredentialError("ERR_DECLARATION", "the schedule has no instant in ten years", {
    remedy: "write a cron expression whose day exists",
  });
}
