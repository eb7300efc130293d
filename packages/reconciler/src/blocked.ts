import { after, type Credential, type Reason, type Waiting } from "@rekey/core";
import { approvalNeeded } from "./approval.ts";
import { closure } from "./closure.ts";
import { notAllowed } from "./forbidden.ts";
import type { Known } from "./known.ts";
import { short } from "./short.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What keeps a rotation that is owed from being begun: the first of these that has an answer. */
export function blocked(row: Credential, known: Known, now: Date): Waiting | undefined {
  for (const check of blockers) {
    const waiting = check(row, known, now);
    if (waiting) return waiting;
  }
  return undefined;
}

type Blocker = (row: Credential, known: Known, now: Date) => Waiting | undefined;

const blockers: readonly Blocker[] = [forbidden, importNeeded, approvalNeeded, closed, laneTaken, retiring, tooSoon];

function wait(reason: Reason, until: Date, message: string): Waiting {
  return { reason, until, message };
}

function forbidden(_: Credential, known: Known, now: Date): Waiting | undefined {
  return notAllowed(known, now);
}

function closed(row: Credential, { declared }: Known, now: Date): Waiting | undefined {
  return closure(row, declared.declaration, now);
}

function laneTaken(_: Credential, { laneUntil }: Known, now: Date): Waiting | undefined {
  return laneUntil && laneUntil > now ? wait("lane", laneUntil, "another change of its lane is under way") : undefined;
}

/** A third version would push out the previous one before it was withdrawn, and its id with it (law 9). */
function retiring({ previous }: Credential, _: Known, now: Date): Waiting | undefined {
  if (!previous?.retireAt) return undefined;
  const soonest = after(now, 10 * MINUTE_MS);
  const until = previous.retireAt > soonest ? previous.retireAt : soonest;
  return wait("retiring", until, `v${previous.number} is to be withdrawn first`);
}

function tooSoon({ current }: Credential, { kind }: Known, now: Date): Waiting | undefined {
  const leastMs = kind.limits?.leastIntervalMs ?? 0;
  const until = current && after(current.since, leastMs);
  if (!until || until <= now) return undefined;
  return wait("interval", until, `the service allows one change in ${short(leastMs)}`);
}

function importNeeded({ current }: Credential, { kind }: Known, now: Date): Waiting | undefined {
  if (!("change" in kind) || current?.issued) return undefined;
  return wait("import", after(now, DAY_MS), "the current secret is needed and is not held: import it");
}
