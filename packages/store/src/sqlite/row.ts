import {
  type Ask,
  type Attempt,
  type Credential,
  type Issued,
  type Reply,
  Secret,
  type Statement,
  type Version,
} from "@rekey/core";
import type { z } from "zod";
import type { Slot } from "../seal/seal.ts";
import { readBody } from "./body.ts";
import type { Boxes } from "./boxes.ts";
import { instant, integer, type Row, text } from "./columns.ts";
import { plain } from "./plain.ts";
import { type askShape, credentialShape } from "./shape.ts";

type Stored = z.infer<typeof credentialShape>;
type StoredAsk = z.infer<typeof askShape>;
type StoredStatement = Extract<StoredAsk, { inForce: unknown }>;

/** Writes a credential as JSON without its secrets: those belong in the slots it names. */
export function write({
  uid: _uid,
  dueAt: _due,
  wakeAt: _wake,
  opened: _opened,
  answered: _answered,
  ...rest
}: Credential): string {
  const { current, previous, attempt, asked } = rest;
  const bared = {
    ...rest,
    current: current && { ...current, issued: bare(current.issued) },
    previous: previous && { ...previous, issued: bare(previous.issued) },
    attempt: attempt && { ...attempt, candidate: bare(attempt.candidate), reply: attempt.reply && "sealed" },
    asked: asked && bareAsk(asked),
  };
  return JSON.stringify(plain(bared));
}

/** A request without its secret; an instant is written as JSON writes it. */
export function bareAsk(ask: Ask): StoredAsk {
  return typeof ask === "object" && "inForce" in ask ? bareStatement(ask) : ask;
}

function bareStatement({ inForce, ...turn }: Statement): StoredStatement {
  return { ...turn, inForce: inForce instanceof Secret ? "sealed" : inForce };
}

function bare(issued: Issued | undefined): Omit<Issued, "secret"> | undefined {
  return issued && (issued.id === undefined ? {} : { id: issued.id });
}

/** A Reading says whether secrets are opened at once, or each when it is asked for. */
export interface Reading {
  readonly boxes: Boxes;
  readonly isOpened: boolean;
}

/** Reads a row back as it was written. Throws ERR_STUCK where one of its boxes is gone, or does not open. */
export function credentialOf(row: Row, reading: Reading): Credential {
  const uid = text(row, "uid");
  const answered = integer(row, "answered");
  const { current, previous, attempt, asked, ...rest } = readBody(text(row, "body"), credentialShape, uid);
  return {
    ...rest,
    uid,
    answered,
    opened: integer(row, "opened"),
    dueAt: instant(row, "due_at"),
    wakeAt: instant(row, "wake_at"),
    ...(current && { current: versionOf(current, uid, reading) }),
    ...(previous && { previous: versionOf(previous, uid, reading) }),
    ...(attempt && { attempt: attemptOf(attempt, uid, reading) }),
    ...(asked && { asked: askOf(asked, { uid, number: answered, purpose: "request" }, reading) }),
  };
}

export function askOf(
  ask: NonNullable<Stored["asked"]>,
  slot: Slot,
  reading: Reading,
): NonNullable<Credential["asked"]>;
export function askOf(ask: StoredAsk, slot: Slot, reading: Reading): Ask;
export function askOf(ask: StoredAsk, slot: Slot, reading: Reading): Ask {
  return typeof ask === "object" && "inForce" in ask ? statementOf(ask, slot, reading) : ask;
}

function statementOf({ inForce, ...turn }: StoredStatement, slot: Slot, { boxes, isOpened }: Reading): Statement {
  return { ...turn, inForce: inForce === "sealed" ? boxes.secret(slot, isOpened) : inForce };
}

function versionOf({ issued, ...rest }: NonNullable<Stored["current"]>, uid: string, reading: Reading): Version {
  return {
    ...rest,
    ...(issued && { issued: issuedOf(issued, { uid, number: rest.number, purpose: "version" }, reading) }),
  };
}

function attemptOf(
  { candidate, reply, ...rest }: NonNullable<Stored["attempt"]>,
  uid: string,
  reading: Reading,
): Attempt {
  const slot = (purpose: Slot["purpose"]): Slot => ({ uid, number: rest.version, purpose });
  return {
    ...rest,
    ...(candidate && { candidate: issuedOf(candidate, slot("version"), reading) }),
    ...(reply && { reply: reading.boxes.reply(slot("reply"), reading.isOpened) }),
  };
}

function issuedOf(stored: { id?: string | undefined }, slot: Slot, { boxes, isOpened }: Reading): Issued {
  return { ...stored, secret: boxes.secret(slot, isOpened) };
}

/** A Content is one secret, and the slot it belongs in. */
export interface Content {
  readonly slot: Slot;
  readonly thing: Secret | Reply;
}

/** A Known is a row as its holder last read or wrote it: until a newer epoch nobody else writes what a transition does. */
export interface Known {
  readonly row: Credential;
  /** What lies in its slots. */
  readonly contents: readonly Content[];
}

export function knownOf(row: Credential): Known {
  return { row, contents: contentsOf(row) };
}

/** Everything secret in a credential. */
function contentsOf({ uid, current, previous, attempt, asked, answered }: Credential): readonly Content[] {
  const contents: Content[] = [];
  const add = (purpose: Slot["purpose"], number: number, thing: Secret | Reply | undefined) =>
    thing && contents.push({ slot: { uid, number, purpose }, thing });
  if (previous) add("version", previous.number, previous.issued?.secret);
  if (current) add("version", current.number, current.issued?.secret);
  if (attempt) add("version", attempt.version, attempt.candidate?.secret);
  if (attempt) add("reply", attempt.version, attempt.reply);
  if (typeof asked === "object" && asked.inForce instanceof Secret) add("request", answered, asked.inForce);
  return contents;
}
