import { createHash } from "node:crypto";
import {
  after,
  type Approving,
  type Credential,
  type CredentialKind,
  type Declared,
  type Request,
  type Waiting,
} from "@rekey/core";
import { partOf, turnOf } from "./turn.ts";
import type { Told } from "./told.ts";

const DAY_MS = 86_400_000;

/** The step that a row begins next, as an approval given now names it; it stands for a day. */
export function approvable(row: Credential, declared: Declared, now: Date): Approving {
  return { hash: hashOf(row, declared), version: versionOf(row), expiresAt: after(now, DAY_MS) };
}

/** What keeps a step that disturbs somebody from being sent: nobody has approved it. */
export function approvalNeeded(
  { approved }: Credential,
  { kind, declared }: { readonly kind: CredentialKind; readonly declared: Declared },
  now: Date,
): Waiting | undefined {
  // An administrator's way that mails is never taken unasked: nobody here knows whether the last mail was read (law 13).
  const isMail = kind.secret === "mailed" && kind.name === declared.declaration.reconcile?.kind;
  const isFree = kind.disrupts === undefined || declared.declaration.approval === "auto";
  if (isFree && !isMail) return undefined;
  if (approved && !isOver(approved, now)) return undefined;
  return {
    reason: "approval",
    until: after(now, DAY_MS),
    message: `waits for approval: ${kind.disrupts ?? "it mails its recipient"}`,
  };
}

/**
 * The row with what is left of its approval: none that is over, or of another step than comes next, or that an older state of the store may have brought
 * back, since what it was given for may have been done. One whose attempt is under way stands until that ends.
 */
export function stillApproved(row: Credential, declared: Declared, now: Date): Credential {
  const { approved } = row;
  if (!approved || isUnderWay(row)) return row;
  const isStanding = !row.doubt && approved.hash === hashOf(row, declared) && !isOver(approved, now);
  return isStanding ? row : { ...row, approved: undefined };
}

/** The row once a person approved a step of it. What is under way already is not asked about, and an approval of another step, or one that is over, takes nothing from the one that stands. */
export function approvedBy(row: Credential, { by, at, approve }: Given, { declared, now }: Place): Credential {
  const isOfThis = !isUnderWay(row) && approve.hash === hashOf(row, declared) && !isOver(approve, now);
  return isOfThis ? { ...row, approved: { ...approve, by, at } } : row;
}

type Given = Pick<Request, "by" | "at"> & { readonly approve: Approving };

interface Place {
  readonly declared: Declared;
  readonly now: Date;
}

/** Until when a row has an approval that nothing has used. */
export function approvalEnd(row: Credential): Date | undefined {
  return isUnderWay(row) ? undefined : row.approved?.expiresAt;
}

/** What there is to tell of approvals since a row was written. */
export function approvalNews(was: Credential, is: Credential, { request, now }: News): Told | undefined {
  const what = request?.what;
  if (typeof what === "object" && "approve" in what) return answerTo(what.approve, is, request);
  if (!was.approved || is.approved) return undefined;
  const { version } = was.approved;
  if (isOver(was.approved, now)) return { name: "approval.expired", version };
  return { name: "approval.voided", version, message: "what was approved has changed" };
}

/** What is told of a wait; one for approval names the version to be, and asks once for a step. */
export function waitTold(waiting: Waiting, row: Credential, was: Credential): Told {
  const isAsked =
    was.waiting?.reason === "approval" && was.observed === row.observed && versionOf(was) === versionOf(row);
  if (waiting.reason !== "approval" || isAsked) return { name: "rotation.waiting", ...waiting };
  return { name: "approval.asked", ...waiting, version: versionOf(row) };
}

interface News {
  readonly request: Request | undefined;
  readonly now: Date;
}

function answerTo({ hash, version, expiresAt: until }: Approving, is: Credential, request?: Request): Told {
  const { approved } = is;
  const isSame = approved?.hash === hash && approved.expiresAt.getTime() === until.getTime();
  const isTaken = isSame && approved.at.getTime() === request?.at.getTime();
  if (isTaken) return { name: "approval.given", version, until };
  return { name: "approval.voided", version, message: "another step comes next: look again, and approve that" };
}

function isOver({ expiresAt }: Approving, now: Date): boolean {
  return expiresAt <= now;
}

function isUnderWay({ attempt }: Credential): boolean {
  return attempt !== undefined && attempt.phase !== "unsent";
}

function versionOf({ attempt, opened }: Credential): number {
  return attempt?.version ?? opened + 1;
}

/** Over whose secret it is, how it is declared, and the version to be: a number is never given twice, so none stands for two attempts. */
function hashOf(row: Credential, declared: Declared): string {
  const { generation, declaration } = declared;
  const turn = turnOf(row, declaration);
  // What was begun by a way that is declared no more has no part: whoever approved it is answered all the same.
  const isGone = turn.by !== undefined && !declaration.reconcile;
  const { kind, account } = isGone ? {} : partOf(declared, turn);
  const step = [turn.by ?? "rotate", row.uid, versionOf(row), generation, kind, account];
  return createHash("sha256").update(JSON.stringify(step, inOrder)).digest("hex");
}

/** Fields in one order: an account is the same one however it was written. */
function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
