import type { StatementSync } from "node:sqlite";
import { Secret, type Reply } from "@rekey/core";
import { notOpened, type Seal, type Slot } from "../seal/seal.ts";
import { bytes } from "./columns.ts";
import { readReply, sealedReply, writeReply } from "./reply.ts";

/** The newest versions of which the sealed secrets stay, whatever became of them, beside those that the row names. */
const KEPT_VERSIONS = 5;

/** Boxes seal what is secret before it is written, each once: promoting a candidate seals nothing again. */
export class Boxes {
  readonly #seal: Seal;
  readonly #sql: (text: string) => StatementSync;
  /** What each secret was sealed into: its writing may have been undone, so the database is asked whether it is still there. */
  readonly #sealed = new WeakMap<object, Map<string, Uint8Array>>();

  constructor(seal: Seal, sql: (text: string) => StatementSync) {
    this.#seal = seal;
    this.#sql = sql;
  }

  /** Puts a secret or a whole reply into its slot, inside the caller's transaction. Says whether it was not there yet. */
  keep(slot: Slot, thing: Secret | Reply): boolean {
    if (this.#isKept(slot, thing)) return false;
    const box = this.#seal.seal(slot, thing instanceof Secret ? thing.reveal() : writeReply(thing));
    const put = "INSERT OR REPLACE INTO sealed (uid, number, purpose, box) VALUES (?, ?, ?, ?)";
    this.#sql(put).run(slot.uid, slot.number, slot.purpose, box);
    this.#remember(slot, thing, box);
    return true;
  }

  /** The secret in a slot. It is opened now, or when it is first asked for: then nothing stands in clear before. Throws ERR_STUCK. */
  secret(slot: Slot, isOpened: boolean): Secret {
    const box = this.#box(slot);
    const secret = isOpened
      ? new Secret(this.#seal.open(slot, box))
      : new SealedSecret(() => this.#seal.open(slot, box));
    this.#remember(slot, secret, box);
    return secret;
  }

  /** The reply in a slot, likewise. */
  reply(slot: Slot, isOpened: boolean): Reply {
    const box = this.#box(slot);
    const open = () => readReply(this.#seal.open(slot, box));
    const reply = isOpened ? open() : sealedReply(open);
    this.#remember(slot, reply, box);
    return reply;
  }

  /** Drops the versions and replies of a credential that are neither among its newest nor named by its row. */
  prune(uid: string, named: readonly number[]): void {
    const newest = `SELECT DISTINCT number FROM sealed WHERE uid = ?1 AND purpose <> 'request' ORDER BY number DESC LIMIT ${KEPT_VERSIONS}`;
    const drop = `DELETE FROM sealed WHERE uid = ?1 AND purpose <> 'request' AND number NOT IN (${newest}) AND number NOT IN (SELECT value FROM json_each(?2))`;
    this.#sql(drop).run(uid, JSON.stringify(named));
  }

  #isKept({ uid, number, purpose }: Slot, thing: object): boolean {
    const box = this.#sealed.get(thing)?.get(nameOf({ uid, number, purpose }));
    const look = "SELECT 1 FROM sealed WHERE uid = ? AND number = ? AND purpose = ? AND box = ?";
    return box !== undefined && this.#sql(look).get(uid, number, purpose, box) !== undefined;
  }

  #box(slot: Slot): Uint8Array {
    const look = "SELECT box FROM sealed WHERE uid = ? AND number = ? AND purpose = ?";
    const row = this.#sql(look).get(slot.uid, slot.number, slot.purpose);
    if (!row) throw notOpened(slot);
    return bytes(row, "box");
  }

  #remember(slot: Slot, thing: object, box: Uint8Array): void {
    const boxes = this.#sealed.get(thing) ?? new Map<string, Uint8Array>();
    this.#sealed.set(thing, boxes.set(nameOf(slot), box));
  }
}

/** A SealedSecret is opened each time somebody asks for it, and not before. */
class SealedSecret extends Secret {
  readonly #open: () => string;

  constructor(open: () => string) {
    super("");
    this.#open = open;
  }

  override reveal(): string {
    return this.#open();
  }
}

function nameOf({ uid, number, purpose }: Slot): string {
  return `${purpose} ${number} ${uid}`;
}
