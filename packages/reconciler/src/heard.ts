import {
  after,
  type Approving,
  type Ask,
  type Credential,
  type Declared,
  type Reason,
  type Request,
  type Version,
  type Waiting,
} from "@rekey/core";
import { approvedBy, stillApproved } from "./approval.ts";
import { isDeclared } from "./begun.ts";
import { owedChanged, owedSetBack } from "./owed.ts";

/** What people said: the declaration as it stands, and the oldest request that is not taken in. */
export interface Said {
  readonly declared: Declared;
  readonly request?: Request | undefined;
}

/** The row once it knows what people said since it was written; the very same row where they said nothing. Pure, so that a plan is made of it too. */
export function heard(credential: Credential, { declared, request }: Said, now: Date): Credential {
  const row = answering(setBack(observing(credential, declared, now), declared, now), { declared, request }, now);
  return stillApproved(row, declared, now);
}

function observing(credential: Credential, { generation, declaration }: Declared, now: Date): Credential {
  if (credential.observed === generation) return credential;
  const { current, previous, attempt, waiting, cursors } = credential;
  const { graceMs, deliver } = declaration;
  const isRegraced = current && previous?.retireAt && !previous.isLeaving;
  return {
    ...credential,
    observed: generation,
    // What changed nothing is begun anew by the kind that is declared now.
    attempt:
      attempt?.phase === "unsent" && !attempt.quietUntil && !isDeclared(attempt, declaration) ? undefined : attempt,
    dueAt: owedChanged(credential, declaration, now),
    previous: isRegraced ? { ...previous, retireAt: after(current.since, graceMs) } : previous,
    // A sink that comes back later starts from nothing: nobody knows what became of its copy.
    cursors: Object.fromEntries(Object.entries(cursors).filter(([sink]) => deliver.includes(sink))),
    waiting: unlessMended(waiting),
  };
}

/** What is owed is written down where it moved, or it would move along with a clock that has been set back. What is from the future then counts as made now, as it does for what is owed. */
function setBack(credential: Credential, { declaration }: Declared, now: Date): Credential {
  const dueAt = owedSetBack(credential, declaration, now);
  const [current, previous] = [madeBy(now, credential.current), madeBy(now, credential.previous)];
  const isSame = current === credential.current && previous === credential.previous;
  return isSame && dueAt.getTime() === credential.dueAt.getTime()
    ? credential
    : { ...credential, dueAt, current, previous };
}

function madeBy(now: Date, version: Version | undefined): Version | undefined {
  return version && version.since > now ? { ...version, since: now } : version;
}

function answering(credential: Credential, { declared, request }: Said, now: Date): Credential {
  if (!request || request.id <= credential.answered) return credential;
  const { what, id: answered } = request;
  const told = { ...credential, answered, waiting: unlessMended(credential.waiting) };
  // Versions never go backwards, so a sink that has it already takes it twice (law 8).
  if (what === "deliver") return { ...told, cursors: owedAgain(credential) };
  if (isApproving(what)) return approvedBy(told, { ...request, ...what }, { declared, now });
  if (!isPausing(what)) return { ...told, asked: what };
  return { ...told, pausedUntil: what === "resume" ? undefined : what.pause };
}

/** Every sink is owed the version in force at once; that it was given something before is known still. */
function owedAgain({ cursors, current }: Credential): Credential["cursors"] {
  const afresh = { fails: 0, againAt: new Date(0), problem: undefined };
  return Object.fromEntries(
    Object.entries(cursors).map(([sink, cursor]) => {
      const version = cursor.version === current?.number ? 0 : cursor.version;
      return [sink, { ...cursor, ...afresh, version }];
    }),
  );
}

/** Whether somebody asks for a pause or its end, which is had as soon as it is heard. */
export function isPausing(what: Ask | undefined): what is "resume" | { readonly pause: Date } {
  return what === "resume" || (typeof what === "object" && "pause" in what);
}

/** Whether somebody approves a step, which is had as soon as it is heard. */
export function isApproving(what: Ask | undefined): what is { readonly approve: Approving } {
  return typeof what === "object" && "approve" in what;
}

/** Waits that only keep us from asking the same again too soon: somebody who speaks up may have mended the cause. */
const mendable: readonly Reason[] = [
  "refused",
  "declaration",
  "import",
  "pause",
  "blackout",
  "window",
  "stagger",
  "approval",
  "circuit",
];

function unlessMended(waiting: Waiting | undefined): Waiting | undefined {
  return waiting && mendable.includes(waiting.reason) ? undefined : waiting;
}
