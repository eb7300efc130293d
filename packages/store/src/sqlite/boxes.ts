import type { StatementSync } from "node:sqlite";
import { type Credential, type Reply, Secret } from "@rekey/core";
import { notOpened, type Seal, type Slot } from "../seal/seal.ts";
import { bytes } from "./columns.ts";
import { readReply, sealedReply, writeReply } from "./reply.ts";

/** The newest versions of which the sealed secrets stay, whatever became of them, beside those that the row names. */
const KEPT_VERSIONS = 5;

/** Boxes seal what is secret before it is written. */
export class Boxes {
  readonly #seal: Seal;
  readonly #sql: (text: string) => StatementSync;

  constructor(seal: Seal, sql: (text: string) => StatementSync) {
    this.#seal = seal;
    this.#sql = sql;
  }

  /** Puts a secret or a whole reply into its slot, inside the caller's transaction. */
  put(slot: Slot, thing: Secret | Reply): void {
    const box = this.#seal.seal(slot, thing instanceof Secret ? thing.reveal() : writeReply(thing));
    const put = "INSERT OR REPLACE INTO sealed (uid, number, purpose, box) VALUES (?, ?, ?, ?)";
    this.#sql(put).run(slot.uid, slot.number, slot.purpose, box);
  }

  /** The secret in a slot. It is opened now, or when it is first asked for: then nothing stands in clear before. Throws ERR_STUCK. */
  secret(slot: Slot, isOpened: boolean): Secret {
    const box = this.#box(slot);
    const open = () => this.#seal.open(slot, box);
    return isOpened ? new Secret(open()) : new SealedSecret(open);
  }

  /** The reply in a slot, likewise. */
  reply(slot: Slot, isOpened: boolean): Reply {
    const box = this.#box(slot);
    const open = () => readReply(this.#seal.open(slot, box));
    return isOpened ? open() : sealedReply(open);
  }

  /** Drops the versions and replies of a credential, of which so many were opened, that are neither among its newest nor named by its row. */
  prune({ uid, opened }: Pick<Credential, "uid" | "opened">, named: readonly number[]): void {
    if (opened <= KEPT_VERSIONS) return;
    const newest = `SELECT DISTINCT number FROM sealed WHERE uid = ?1 AND purpose <> 'request' ORDER BY number DESC LIMIT ${KEPT_VERSIONS}`;
    const drop = `DELETE FROM sealed WHERE uid = ?1 AND purpose <> 'request' AND number NOT IN (${newest}) AND number NOT IN (SELECT value FROM json_each(?2))`;
    this.#sql(drop).run(uid, JSON.stringify(named));
  }

  #box(slot: Slot): Uint8Array {
    const look = "SELECT box FROM sealed WHERE uid = ? AND number = ? AND purpose = ?";
    const row = this.#sql(look).get(slot.uid, slot.number, slot.purpose);
    if (!row) throw notOpened(slot);
    return bytes(row, "box");
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
