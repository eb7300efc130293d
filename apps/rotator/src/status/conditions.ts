import { type Credential, type CredentialKind, type Listed, stateOf } from "@rekey/core";
import { driftedSince, heartbeatMs, short, turnOf } from "@rekey/reconciler";
import { utc } from "../voice/when.ts";

/** A Condition is one claim about a credential, in the form that Kubernetes knows. */
export interface Condition {
  readonly type: "Ready" | "Verified" | "Delivered" | "Retired" | "Drifted" | "Approved";
  readonly status: "True" | "False" | "Unknown";
  readonly reason: string;
  readonly message: string;
  readonly since?: Date | undefined;
}

/** KindsOf are the kinds that a declaration names, as far as they are plugged in. */
export interface KindsOf {
  readonly kind: CredentialKind | undefined;
  readonly reconcile?: CredentialKind | undefined;
}

/** The conditions that apply to a credential of these kinds; *Approved* is about the one whose step comes next. */
export function conditionsOf(listed: Listed, { kind, reconcile }: KindsOf, now: Date): readonly Condition[] {
  const { credential, declaration } = listed;
  const next = turnOf(credential, declaration).by ? reconcile : kind;
  return [
    ready(credential, now),
    verified(credential, kind),
    ...(declaration.deliver.length > 0 ? [delivered(listed)] : []),
    ...(kind?.retire ? [retired(credential)] : []),
    ...(kind?.check ? [drifted(listed, kind)] : []),
    ...(next?.disrupts === undefined ? [] : [approved(listed)]),
  ];
}

function ready(credential: Credential, now: Date): Condition {
  const { current, waiting, stuck } = credential;
  const state = stateOf(credential, now);
  if (state === "stable")
    return {
      type: "Ready",
      status: "True",
      reason: "InForce",
      message: `v${current?.number ?? 0} is in force`,
      since: current?.since,
    };
  const message = stuck?.message ?? waiting?.message ?? `the credential is ${state}`;
  const status = state === "unknown" ? "Unknown" : "False";
  return { type: "Ready", status, reason: state[0]?.toUpperCase() + state.slice(1), message, since: stuck?.since };
}

type Finding = readonly [status: Condition["status"], reason: string, message: string, since?: Date | undefined];

function verified(credential: Credential, kind: CredentialKind | undefined): Condition {
  const [status, reason, message, since] = proofOf(credential, kind);
  return { type: "Verified", status, reason, message, since };
}

function proofOf(credential: Credential, kind: CredentialKind | undefined): Finding {
  const { current, attempt } = credential;
  const since = driftedSince(credential);
  if (since) return ["False", "Refused", `the service refuses v${current?.number ?? 0}`, since];
  if (attempt?.phase === "sent")
    return ["Unknown", "OutcomeUnknown", "nobody knows which version is in force", attempt.openedAt];
  if (!current) return ["Unknown", "NeverRotated", "no version is in force yet"];
  if (kind && !kind.check) return ["Unknown", "NoCheck", "this kind has no login to prove it with", current.since];
  if (!current.verifiedAt) return ["False", "NotTried", `no login has proved v${current.number}`, current.since];
  return ["True", "LoggedIn", `a login proved v${current.number}`, current.verifiedAt];
}

function delivered({ credential: { current, cursors }, declaration }: Listed): Condition {
  const type = "Delivered";
  if (!current?.issued)
    return { type, status: "Unknown", reason: "NothingHeld", message: "no secret is held to deliver" };
  const behind = declaration.deliver.filter((sink) => (cursors[sink]?.version ?? 0) < current.number);
  if (behind.length === 0)
    return {
      type,
      status: "True",
      reason: "AllSinks",
      message: `every sink has v${current.number}`,
      since: latest(declaration.deliver.map((sink) => cursors[sink]?.deliveredAt)),
    };
  const why = behind.map((sink) => cursors[sink]?.problem?.message).find((message) => message !== undefined);
  return {
    type,
    status: "False",
    reason: "Behind",
    message: `${behind.join(", ")} ${behind.length === 1 ? "has" : "have"} no v${current.number} yet${why === undefined ? "" : `: ${why}`}`,
    since: current.since,
  };
}

function retired({ previous }: Credential): Condition {
  const isHeld = previous?.issued?.id !== undefined;
  if (!isHeld)
    return { type: "Retired", status: "True", reason: "NoPrevious", message: "no previous version is valid" };
  return {
    type: "Retired",
    status: "False",
    reason: previous.isLeaving ? "Leaving" : "Grace",
    message: `v${previous.number} is still valid`,
    since: previous.since,
  };
}

function drifted({ credential, declaration }: Listed, kind: CredentialKind): Condition {
  const [status, reason, message, since] = driftOf(credential, heartbeatMs(declaration, kind));
  return { type: "Drifted", status, reason, message, since };
}

function driftOf(credential: Credential, everyMs: number | undefined): Finding {
  const { current, heartbeat } = credential;
  const since = driftedSince(credential);
  const version = `v${current?.number ?? 0}`;
  if (since) return ["True", "Refused", `the service refuses ${version}: somebody else changed it`, since];
  if (!current) return ["Unknown", "NeverRotated", "no version is in force yet"];
  if (everyMs === undefined) return ["Unknown", "NoHeartbeat", "nobody looks whether it still logs in"];
  const { problem, askedAt } = heartbeat?.version === current.number ? heartbeat : {};
  if (problem) return ["Unknown", "NoAnswer", `${version} could not be asked about: ${problem.message}`, askedAt];
  if (!current.verifiedAt) return ["Unknown", "NotTried", `no login has proved ${version} yet`];
  return ["False", "Accepted", `${version} logs in; looked at every ${short(everyMs)}`, current.verifiedAt];
}

function approved({ credential: { approved: given, waiting }, declaration }: Listed): Condition {
  const type = "Approved";
  if (declaration.approval === "auto")
    return { type, status: "True", reason: "Auto", message: "nobody is asked: approval: auto" };
  if (given) {
    const message = `v${given.version} approved by ${given.by}, to be begun until ${utc(given.expiresAt)}`;
    return { type, status: "True", reason: "Given", message, since: given.at };
  }
  if (waiting?.reason === "approval") return { type, status: "False", reason: "Asked", message: waiting.message };
  return { type, status: "Unknown", reason: "NotAsked", message: "a person is asked before the next rotation" };
}

function latest(instants: readonly (Date | undefined)[]): Date | undefined {
  const times = instants.flatMap((at) => (at ? [at.getTime()] : []));
  return times.length === 0 ? undefined : new Date(Math.max(...times));
}
