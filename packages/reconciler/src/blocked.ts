import { after, type Credential, type Reason, type Waiting } from "@rekey/core";
import { approvalNeeded } from "./approval.ts";
import { closure } from "./closure.ts";
import { notAllowed } from "./forbidden.ts";
import type { Known } from "./known.ts";
import { isOwed } from "./look.ts";
import { short } from "./short.ts";
import { isOf, kindOf, oldOf, partOf, turnOf } from "./turn.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What keeps a rotation that is owed from being begun: the first of these that has an answer. */
export function blocked(row: Credential, known: Known, now: Date): Waiting | undefined {
  return firstOf(blockers, row, { known, now });
}

/** What keeps one from being begun that was drafted, and that looking and asking took time for: what may have changed meanwhile. */
export function shut(row: Credential, known: Known, now: Date): Waiting | undefined {
  return firstOf([forbidden, unapproved, closed, inUse], row, { known, now });
}

function firstOf(
  checks: readonly Blocker[],
  row: Credential,
  { known, now }: { readonly known: Known; readonly now: Date },
): Waiting | undefined {
  for (const check of checks) {
    const waiting = check(row, known, now);
    if (waiting) return waiting;
  }
  return undefined;
}

type Blocker = (row: Credential, known: Known, now: Date) => Waiting | undefined;

const blockers: readonly Blocker[] = [
  forbidden,
  importNeeded,
  unapproved,
  closed,
  laneTaken,
  retiring,
  inUse,
  tooSoon,
  quotaUsed,
  staggered,
];

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

/** The account whose turn it is had the version before: who has not got the one in force yet logs in with it (law 9). */
function inUse(row: Credential, { declared }: Known, now: Date): Waiting | undefined {
  const { alternate, deliver, graceMs } = declared.declaration;
  const { current, previous } = row;
  if (alternate === undefined || !current?.issued || !previous || isOf(previous, current)) return undefined;
  const freeAt = after(current.since, graceMs);
  const number = `v${previous.number}`;
  if (freeAt > now) return wait("retiring", freeAt, `${number} may still be in use until its grace is over`);
  const behind = deliver.filter((sink) => isOwed(row, sink));
  if (behind.length === 0) return undefined;
  return wait(
    "retiring",
    after(now, MINUTE_MS),
    `${number} may still be in use: ${behind.join(", ")} has no other yet`,
  );
}

function tooSoon(row: Credential, known: Known, now: Date): Waiting | undefined {
  const turn = turnOf(row, known.declared.declaration);
  const leastMs = kindOf(turn, known).limits?.leastIntervalMs;
  const last = oldOf(row, turn);
  // Without an interval nothing is too soon, whatever a clock that was set back says.
  const until = last && leastMs !== undefined && after(last.since, leastMs);
  if (!until || until <= now) return undefined;
  return wait("interval", until, `the service allows one change in ${short(leastMs)}`);
}

function quotaUsed(row: Credential, known: Known, now: Date): Waiting | undefined {
  const { quota } = kindOf(turnOf(row, known.declared.declaration), known).limits ?? {};
  const standing = known.spent?.changes.filter((until) => until > now) ?? [];
  const until = quota && standing[standing.length - quota.changes];
  return until && wait("quota", until, `the service makes ${quota.changes} changes in ${short(quota.windowMs)}`);
}

function staggered(_: Credential, { declared, spent }: Known, now: Date): Waiting | undefined {
  const { stagger } = declared.declaration;
  const until = stagger && spent?.beginnings.findLast((it) => it > now);
  return (
    until && wait("stagger", until, `another of ${stagger.group} has begun less than ${short(stagger.offsetMs)} ago`)
  );
}

function importNeeded(row: Credential, known: Known, now: Date): Waiting | undefined {
  const turn = turnOf(row, known.declared.declaration);
  if (!("change" in kindOf(turn, known)) || oldOf(row, turn)?.issued) return undefined;
  const { identity } = partOf(known.declared, turn);
  const whose = known.declared.declaration.alternate === undefined ? "" : ` of ${identity}`;
  if (row.current && !row.current.issued)
    return wait(
      "import",
      after(now, DAY_MS),
      `v${row.current.number} went to its recipient: import it, and it is rotated`,
    );
  return wait("import", after(now, DAY_MS), `the current secret${whose} is needed and is not held: import it`);
}

function unapproved(row: Credential, { declared, ...kinds }: Known, now: Date): Waiting | undefined {
  const kind = kindOf(turnOf(row, declared.declaration), kinds);
  return approvalNeeded(row, { kind, declared }, now);
}
