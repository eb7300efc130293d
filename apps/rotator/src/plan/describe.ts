import type { Credential, Doubt, Waiting } from "@rekey/core";
import { approvable, driftedSince, heard, isMendable, type Known, plan, type Step } from "@rekey/reconciler";
import { relative } from "../voice/when.ts";
import { accountOf, changedOf } from "./account.ts";
import type { Change, Costs } from "./change.ts";
import { differences } from "./differences.ts";
import type { Match } from "./match.ts";

/** What is known of one credential when its step is put into words. */
export interface Seen {
  readonly known: Known;
  readonly match: Match;
  readonly budget: { readonly left: number; readonly of: number } | undefined;
  readonly now: Date;
  /** Whether its declaration changed. */
  readonly isChanged: boolean;
  /** Connections that sign with it; none where it is nobody's own. */
  readonly self?: readonly string[];
  /** Connections that are to sign with it no more. */
  readonly left?: readonly string[];
}

type Sending = Extract<Step, { do: "rotate" | "settle" }>;

/** Puts a step into the words of a plan; undefined where there is nothing to do. */
export function changeOf(step: Step, seen: Seen): Change | undefined {
  if (step.do === "rotate" || step.do === "settle") return sending(step, seen);
  if (step.do === "wait") return waiting(step.for, seen);
  if (step.do === "rollback") return said(seen, "rotate", ["restores the previous version"]);
  if (step.do === "verify") return doubted(step.doubt, seen);
  if (step.do === "resolve") return said(seen, "settle", ["checks the secret that a person gave, then believes it"]);
  return seen.known.credential.stuck ? stuck(seen) : (drifted(seen) ?? standing(seen));
}

function said(seen: Seen, action: "rotate" | "settle", steps: readonly string[]): Change {
  const by = seen.known.request?.by;
  return { ...base(seen), action, why: by === undefined ? "a person asked" : `asked by ${by}`, steps };
}

function doubted({ message }: Doubt, seen: Seen): Change {
  return { ...base(seen), action: "settle", why: message, steps: ["checks what it holds, or asks a person"] };
}

function base({ match, self = [], left = [], known: { credential } }: Seen): Omit<Change, "action" | "why" | "steps"> {
  const { name, kind, connection } = match.declaration;
  const { current, attempt } = credential;
  return {
    name,
    kind,
    connection,
    from: current?.number,
    to: attempt?.version,
    account: accountOf(match),
    ...(self.length > 0 && { self }),
    ...(left.length > 0 && { left }),
  };
}

function sending(step: Sending, seen: Seen): Change {
  const { known, match } = seen;
  const isUnasked = step.disturbs !== undefined && match.declaration.approval === "auto" && !step.turn.by;
  const isFirst = step.do === "rotate" && !known.credential.current;
  const action = step.do === "settle" ? "settle" : isFirst ? "adopt" : "rotate";
  return {
    ...base(seen),
    account: `${accountOf(match)}${changedOf(match, step.turn)}`,
    action,
    from: step.from,
    to: step.to,
    why: whyOf(step, seen),
    costs: costsOf(step, seen),
    steps: step.next,
    breaks: step.breaks,
    disturbs: isUnasked ? `${step.disturbs}; nobody is asked (approval: auto)` : step.disturbs,
  };
}

function whyOf(step: Sending, { known: { credential }, now }: Seen): string {
  const { attempt, current } = credential;
  if (!attempt) return current ? step.why : "declared and never rotated";
  const sent = relative(attempt.openedAt, now);
  if (attempt.phase === "sent") return `the reply to the last change was lost ${sent}`;
  return attempt.phase === "landed" ? `the last change was made ${sent} and is not proved yet` : step.why;
}

function costsOf({ costs: { resets, logins, tries } }: Sending, { budget }: Seen): Costs {
  return tries > 0 && budget ? { resets, logins, ...budget } : { resets, logins };
}

/** What a waiting credential will do when its wait is over: the plan of the same row without the wait. */
function waiting(step: Waiting, seen: Seen): Change | undefined {
  const { known, now, match } = seen;
  if (step.reason === "import")
    return {
      ...base(seen),
      action: "import",
      why: step.message,
      steps: [],
      waits: `for the current secret: rotator import ${match.declaration.name}`,
    };
  if (step.reason === "approval") return unapproved(seen);
  const credential: Credential = { ...known.credential, waiting: undefined, quietUntil: undefined };
  const next = plan(
    { ...known, credential, claim: undefined, laneUntil: undefined },
    step.until > now ? step.until : now,
  );
  const isPaused = step.reason === "pause";
  const waits = `${step.message}; goes on ${relative(step.until, now)}${isPaused ? `, or with rotator resume ${match.declaration.name}` : ""}`;
  const change =
    next.do === "rotate" || next.do === "settle"
      ? sending(next, seen)
      : next.do === "verify"
        ? doubted(next.doubt, seen)
        : { ...base(seen), action: "rotate" as const, why: step.message, steps: [] };
  return { ...change, waits, problem: step.problem };
}

/** What a person is asked to approve: what would come if nobody had to be asked. */
function unapproved(seen: Seen): Change | undefined {
  const { known, now, match } = seen;
  const approved = { ...approvable(heard(known.credential, known, now), known.declared, now), by: "", at: now };
  const allowed = { ...known, credential: { ...known.credential, approved, waiting: undefined } };
  const change = changeOf(plan(allowed, now), { ...seen, known: allowed });
  const asks = `for approval: rotator approve ${match.declaration.name}`;
  return change && { ...change, action: "wait", waits: change.waits ? `${asks}; then: ${change.waits}` : asks };
}

function stuck(seen: Seen): Change {
  const { known, match } = seen;
  const { message = "", problem } = known.credential.stuck ?? {};
  const { name } = match.declaration;
  const verb = problem?.code === "ERR_DRIFTED" ? "import" : "resolve";
  return {
    ...base(seen),
    action: "wait",
    why: message,
    steps: [],
    waits: `for a person: rotator ${verb} ${name}`,
    problem,
  };
}

/** What a person may do about what somebody changed at the service: nothing is done unasked. */
function drifted(seen: Seen): Change | undefined {
  const { known, match, now } = seen;
  const since = driftedSince(known.credential);
  if (!since) return undefined;
  const { name } = match.declaration;
  const why = driftText(known.credential, since, now);
  if (!isMendable(known))
    return { ...base(seen), action: "import", why, steps: [], waits: `for the current secret: rotator import ${name}` };
  const next = plan({ ...known, credential: { ...known.credential, asked: "rotate" } }, now);
  const change = changeOf(next, seen) ?? { ...base(seen), steps: [] };
  return {
    ...change,
    action: "wait",
    why,
    waits: `for a person: rotator rotate ${name}, or import what is in force now`,
  };
}

function driftText({ current }: Credential, since: Date, now: Date): string {
  return `drifted: the service refuses v${current?.number ?? 0}, found ${relative(since, now)}`;
}

/** Nothing is sent to the service; the declaration or a sink may still have something owed. */
function standing(seen: Seen): Change | undefined {
  const { known, match, isChanged } = seen;
  const { current, cursors } = known.credential;
  const { deliver } = match.declaration;
  const behind = current?.issued ? deliver.filter((sink) => (cursors[sink]?.version ?? 0) < current.number) : [];
  if (!isChanged && behind.length === 0) return undefined;
  const why = isChanged ? differences(match).join("; ") : "a sink is behind";
  const steps = behind.length > 0 ? [`delivers v${current?.number ?? 0} to ${behind.join(", ")}`] : [];
  return { ...base(seen), action: "update", why, steps };
}
