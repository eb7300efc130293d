import type { SQLInputValue } from "node:sqlite";
import {
  type Bill,
  type Claim,
  type Credential,
  CredentialError,
  type Event,
  hasCode,
  isUnpaid,
  Secret,
  underWayUntil,
} from "@rekey/core";
import { append } from "./audit.ts";
import { pay } from "./budgets.ts";
import type { Ground } from "./ground.ts";
import { rowByUid } from "./listed.ts";
import { type Content, credentialOf, type Known, knownOf, write } from "./row.ts";

/** A Transition is everything that one commit puts in place. */
export interface Transition {
  readonly claim: Claim;
  readonly next: Credential;
  readonly event: Event;
  readonly bills: readonly Bill[];
  /** Whether the claim is given back with it. */
  readonly isLast: boolean;
}

/** The only transition there is. Where the store itself fails, the code says what the row on disk still says (law 14). */
export async function commit(ground: Ground, transition: Transition): Promise<void> {
  try {
    const work = () => transit(ground, transition);
    const { writer, known } = ground;
    known.set(transition.claim, await (isLearntAgain(transition) ? writer.writeInOrder(work) : writer.write(work)));
  } catch (error) {
    if (!hasCode(error, "ERR_UNAVAILABLE") || isUnpaid(error)) throw error;
    if (!mayBeSent(ground, transition.claim)) throw error;
    // A request of the attempt may have been sent before the store failed, and this failure proves nothing of that one.
    throw new CredentialError("ERR_OUTCOME_UNKNOWN", error.message, { ...error.details, cause: error });
  }
}

/** That a change was made whose secret is sealed already: without it the row says that it may have been, and whoever comes next asks. */
function isLearntAgain({ next: { attempt }, bills }: Transition): boolean {
  return bills.length === 0 && attempt?.phase === "landed" && attempt.candidate !== undefined && !attempt.reply;
}

function transit(ground: Ground, { claim, next, event, bills, isLast }: Transition): Known {
  const { uid, epoch } = claim;
  const was = ground.known.get(claim) ?? rowAsItIs(ground, uid);
  const is = knownOf(next.uid === uid ? next : { ...next, uid });
  if (was && next.opened > was.row.opened) refuseToBegin(ground);
  const { changes } = ground.sql(isLast ? PUT_BACK : PUT).run(...columnsOf(is.row), uid, epoch);
  if (!was || changes === 0) throw new CredentialError("ERR_CONFLICT", `${uid}: a newer claim exists`);
  for (const bill of bills) pay(ground, bill);
  seal(ground, was, is);
  answer(ground, was.row, is.row);
  append(ground, event);
  return is;
}

/** For a claim that came another way than from here. */
function rowAsItIs(ground: Ground, uid: string): Known | undefined {
  const row = rowByUid(ground, uid);
  return row && knownOf(credentialOf(row, { boxes: ground.boxes, isOpened: false }));
}

/** A rotation is begun only where its end can be kept. */
function refuseToBegin({ refuseWhenFull, refuseWhenMoved }: Ground): void {
  refuseWhenFull();
  refuseWhenMoved();
}

/** By position, since node:sqlite takes four times as long to bind by name. */
const put = (
  more: string,
): string => `UPDATE credential SET due_at = ?, wake_at = ?, opened = ?, answered = ?, phase = ?, in_flight_until = ?,
    quiet_until = ?, current_version = ?, candidate_version = ?, request = ?, body = ?${more} WHERE uid = ? AND epoch = ?`;
const [PUT, PUT_BACK] = [put(""), put(", claim_ends_at = 0")];

function columnsOf(next: Credential): SQLInputValue[] {
  const { dueAt, wakeAt, opened, answered, attempt, current } = next;
  return [
    dueAt.getTime(),
    wakeAt.getTime(),
    opened,
    answered,
    attempt?.phase ?? null,
    underWayUntil(next)?.getTime() ?? 0,
    quietUntil(next),
    current?.number ?? null,
    attempt?.version ?? null,
    isTold(next) ? answered : null,
    write(next),
  ];
}

/** Whether the row still needs a secret that a person gave. */
function isTold({ asked }: Credential): boolean {
  return typeof asked === "object" && asked.inForce instanceof Secret;
}

function quietUntil({ attempt, quietUntil: until }: Credential): number | null {
  return Math.max(attempt?.quietUntil?.getTime() ?? 0, until?.getTime() ?? 0) || null;
}

/** Seals what is not sealed yet, and drops what nobody needs any more. */
function seal({ boxes }: Ground, was: Known, { row, contents }: Known): void {
  // Promoting a candidate seals nothing again.
  const added = contents.filter((content) => !was.contents.some((one) => isSame(one, content)));
  if (added.length === 0) return;
  refuseTwo(contents);
  for (const { slot, thing } of added) boxes.put(slot, thing);
  const versions = contents.filter(isVersion).map(({ slot }) => slot.number);
  if (added.some(isVersion)) boxes.prune(row, versions);
}

function isSame({ slot, thing }: Content, other: Content): boolean {
  return thing === other.thing && slot.number === other.slot.number && slot.purpose === other.slot.purpose;
}

function isVersion({ slot }: Content): boolean {
  return slot.purpose !== "request";
}

/** One version is one secret: of two, one would be lost. */
function refuseTwo(contents: readonly Content[]): void {
  const seen = new Map<number, Secret>();
  for (const { slot, thing } of contents) {
    if (slot.purpose !== "version" || !(thing instanceof Secret)) continue;
    const other = seen.get(slot.number);
    if (other && other !== thing && other.reveal() !== thing.reveal())
      throw new TypeError(`two secrets are called version ${slot.number} of ${slot.uid}`);
    seen.set(slot.number, thing);
  }
}

/** Requests that were taken in are dropped, and their secrets too where the row needs them no more. */
function answer({ sql }: Ground, was: Credential, next: Credential): void {
  const { uid, answered } = next;
  if (was.answered === answered && (isTold(next) || !isTold(was))) return;
  sql("DELETE FROM request WHERE uid = ? AND id <= ?").run(uid, answered);
  const drop = "DELETE FROM sealed WHERE uid = ? AND purpose = 'request' AND number <= ? AND number <> ?";
  sql(drop).run(uid, answered, isTold(next) ? answered : -1);
  const oldest = "(SELECT at FROM request WHERE request.uid = credential.uid ORDER BY id LIMIT 1)";
  sql(`UPDATE credential SET asked_at = ${oldest} WHERE uid = ?`).run(uid);
}

/** Whether the row says that something may have been sent; a row that cannot be read says so too. */
function mayBeSent({ sql }: Ground, { uid }: Claim): boolean {
  try {
    const phase = sql("SELECT phase FROM credential WHERE uid = ?").get(uid)?.["phase"];
    return phase === "sent" || phase === "landed";
  } catch {
    return true;
  }
}
