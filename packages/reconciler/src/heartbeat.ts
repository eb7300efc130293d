import { after, type Credential, type CredentialKind, type Declaration } from "@rekey/core";
import type { Known } from "./known.ts";
import { lastBeat } from "./last-beat.ts";
import { jitter } from "./schedule/jitter.ts";
import { PROPAGATION_MS } from "./propagation.ts";

const DAY_MS = 86_400_000;

/** One for the human, one that a rotation's own question needs, and the one that is asked. */
export const LEAST_TRIES = 3;

type Declared = Pick<Known, "kind"> & { readonly declared: { readonly declaration: Declaration } };

/** How often a version in force is asked about; undefined where that cannot be done, or is not wanted. */
export function heartbeatMs({ heartbeat }: Declaration, kind: CredentialKind): number | undefined {
  const isAffordable = (kind.limits?.lockout?.tries ?? LEAST_TRIES) >= LEAST_TRIES;
  if (!kind.check || !isAffordable || heartbeat === "off") return undefined;
  return heartbeat?.everyMs ?? DAY_MS;
}

/** Since when the version in force counts as drifted; undefined where it does not. */
export function driftedSince(row: Credential): Date | undefined {
  return row.stuck || row.attempt ? undefined : lastBeat(row)?.driftedAt;
}

/** Whether a rotation can put right what drifted: one that wants the old secret cannot, unless another account takes its turn or an administrator's way is declared. */
export function isMendable({ kind, declared: { declaration } }: Declared): boolean {
  const { alternate, reconcile } = declaration;
  return !("change" in kind) || alternate !== undefined || reconcile !== undefined;
}

/** Whether a rotation is owed because the version in force drifted. */
export function isDriftOwed(row: Credential, declared: Declared): boolean {
  return declared.declared.declaration.drift === "rotate" && isMendable(declared) && driftedSince(row) !== undefined;
}

/** When a row is looked at because of its heartbeat, as long as nothing else is owed; undefined where it has none. */
export function beatAt(row: Credential, declared: Declared, now: Date): Date | undefined {
  const { waiting, stuck, attempt, asked, current, dueAt } = row;
  if (stuck || attempt || asked !== undefined || !current?.issued || row.doubt || dueAt <= now) return undefined;
  const held = waiting && waiting.until > now ? waiting.until : undefined;
  if (isDriftOwed(row, declared)) return held ?? now;
  const next = nextBeat(row, declared, now);
  return next && latest(next, held, row.quietUntil, row.pausedUntil);
}

/** By the period, less up to a quarter of it that is the credential's own, so that what was rotated together is not asked about together. */
function nextBeat(row: Credential, { declared, kind }: Declared, now: Date): Date | undefined {
  const everyMs = heartbeatMs(declared.declaration, kind);
  const { current } = row;
  if (everyMs === undefined || !current) return undefined;
  const last = lastBeat(row);
  const seen = last?.askedAt ?? latest(current.since, current.verifiedAt);
  // By a clock that was set back since, nobody knows how long ago that was.
  if (seen > now) return now;
  const periodMs = everyMs - jitter(everyMs / 4, row.uid, seen.getTime());
  return last?.againAt ?? after(seen, Math.max(periodMs, PROPAGATION_MS));
}

function latest(first: Date, ...others: readonly (Date | undefined)[]): Date {
  return others.reduce<Date>((late, at) => (at && at > late ? at : late), first);
}
