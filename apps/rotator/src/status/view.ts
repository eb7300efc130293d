import {
  type Credential,
  type CredentialKind,
  type Listed,
  type Problem,
  type Schedule,
  type State,
  stateOf,
  whyOf,
} from "@rekey/core";
import { driftedSince, forecast, isMendable, turnOf } from "@rekey/reconciler";
import { changedOfRow, changedRowText } from "../voice/changed.ts";
import { type Condition, conditionsOf, type KindsOf } from "./conditions.ts";

/** A View is what anybody may know of a credential: no secret, plain values, the same in text and in JSON. */
export interface View {
  readonly name: string;
  readonly uid: string;
  readonly owner: string;
  readonly kind: string;
  readonly connection: string;
  readonly account: unknown;
  /** The account that takes turns with it. */
  readonly alternate?: unknown;
  /** Which of the two the version in force is of. */
  readonly inForce?: unknown;
  readonly state: State;
  /** Why it waits or is stuck, in one word. */
  readonly reason?: string | undefined;
  readonly message?: string | undefined;
  /** The administrator's kind, where that is what comes next, or is under way. */
  readonly way?: string | undefined;
  readonly version?: number | undefined;
  /** The version under way. */
  readonly candidate?: number | undefined;
  readonly previous?: number | undefined;
  /** `none`: nobody can check; the service or a person said so. */
  readonly verified: "yes" | "no" | "unknown" | "none";
  /** Since when the service refuses the version in force, and what a person can do. */
  readonly drift?: { readonly since: Date; readonly youCan?: string | undefined } | undefined;
  readonly custody: "held" | "recipient" | "none";
  readonly rotatedAt?: Date | undefined;
  readonly dueAt?: Date | undefined;
  /** When something happens next; absent where a person must act. */
  readonly nextAt?: Date | undefined;
  readonly rotate: Schedule;
  /** Until then nothing new is begun, as a person said. */
  readonly pausedUntil?: Date | undefined;
  readonly sinks: readonly {
    name: string;
    version: number;
    deliveredAt?: Date | undefined;
    problem?: Problem | undefined;
  }[];
  readonly conditions: readonly Condition[];
  readonly problem?: Problem | undefined;
  /** Whether the secret at the service can have changed since the version in force, and how that is known. */
  readonly changed: "no" | "unknown" | "kept";
  readonly changedText: string;
  readonly isBeingWorkedOn: boolean;
}

/** Looks at one credential as it stands. */
export function viewOf(listed: Listed, kinds: KindsOf, now: Date): View {
  const { kind } = kinds;
  const { credential, declaration, claim, uid } = listed;
  const { name, owner, connection, account, rotate } = declaration;
  const state = stateOf(credential, now);
  return {
    name,
    uid,
    owner,
    kind: declaration.kind,
    connection,
    account,
    ...turnsOf(listed),
    state,
    ...reasonsOf(listed, state),
    way: wayOf(listed),
    ...versionsOf(credential),
    verified: verifiedOf(listed, kind, state),
    drift: driftOf(listed, kind),
    custody: custodyOf(listed, kind),
    nextAt: state === "stuck" ? undefined : nextOf(listed, state, now),
    rotate,
    pausedUntil: pauseOf(credential, now),
    sinks: sinksOf(listed),
    conditions: conditionsOf(listed, kinds, now),
    isBeingWorkedOn: claim !== undefined && claim.endsAt > now,
  };
}

function turnsOf({ declaration, credential: { current } }: Listed): Pick<View, "alternate" | "inForce"> {
  const { account, alternate } = declaration;
  if (alternate === undefined) return {};
  return { alternate, inForce: current && (current.isAlternate ? alternate : account) };
}

function versionsOf({
  current,
  previous,
  attempt,
  dueAt,
}: Credential): Pick<View, "version" | "candidate" | "previous" | "rotatedAt" | "dueAt"> {
  return {
    version: current?.number,
    candidate: attempt?.version,
    previous: previous?.number,
    rotatedAt: current?.since,
    dueAt: current && dueAt,
  };
}

type Reasons = Pick<View, "reason" | "message" | "problem" | "changed" | "changedText">;

function reasonsOf(listed: Listed, state: State): Reasons {
  const { waiting, stuck, attempt } = listed.credential;
  const problem = stuck?.problem ?? waiting?.problem;
  const isWaiting = state === "waiting" || state === "unknown";
  return {
    reason: whyOf(listed.credential, state) || undefined,
    message: stuck?.message ?? (isWaiting ? waiting?.message : undefined),
    problem,
    changed: changedOfRow(attempt, problem),
    changedText: changedRowText(attempt, problem),
  };
}

function wayOf({ credential, declaration }: Listed): string | undefined {
  return turnOf(credential, declaration).by && declaration.reconcile?.kind;
}

function driftOf({ credential, declaration }: Listed, kind: CredentialKind | undefined): View["drift"] {
  const since = driftedSince(credential);
  if (!since) return undefined;
  const isMended = kind !== undefined && isMendable({ kind, declared: { declaration } });
  if (isMended && declaration.drift === "rotate") return { since };
  return { since, youCan: `rotator ${isMended ? "rotate" : "import"} ${declaration.name}` };
}

function verifiedOf({ credential }: Listed, kind: CredentialKind | undefined, state: State): View["verified"] {
  const { current } = credential;
  if (state === "unknown") return "unknown";
  if (driftedSince(credential)) return "no";
  if (!current || kind?.secret === "mailed" || (kind && !kind.check)) return "none";
  return current.verifiedAt ? "yes" : "no";
}

function custodyOf({ credential: { current } }: Listed, kind: CredentialKind | undefined): View["custody"] {
  if (current?.issued) return "held";
  return current && kind?.secret === "mailed" ? "recipient" : "none";
}

/** The next wake-up, or where nothing is under way the instant at which the next rotation may begin. */
function nextOf({ credential, declaration }: Listed, state: State, now: Date): Date {
  const { waiting, dueAt, wakeAt } = credential;
  if (state === "waiting" || state === "unknown") return waiting?.until ?? wakeAt;
  if (state !== "stable") return wakeAt;
  const [first] = forecast(credential, declaration, { now, count: 1 });
  return first?.at ?? dueAt;
}

function pauseOf({ pausedUntil }: Credential, now: Date): Date | undefined {
  return pausedUntil && pausedUntil > now ? pausedUntil : undefined;
}

function sinksOf({ declaration, credential: { cursors } }: Listed): View["sinks"] {
  return declaration.deliver.map((name) => {
    const { version = 0, deliveredAt, problem } = cursors[name] ?? {};
    return { name, version, deliveredAt, problem };
  });
}
