import type { KeyObject } from "node:crypto";
import { CredentialError } from "@rekey/core";
import { openBox, sealBox } from "./box.ts";

/** A Slot is where one sealed text belongs: moved to another, it does not open. A credential's name is no part of it, so a rename breaks nothing. */
export interface Slot {
  readonly uid: string;
  /** Of the version, or of the request. */
  readonly number: number;
  readonly purpose: "version" | "reply" | "request";
}

/** A Seal closes and opens the texts of one store. */
export class Seal {
  readonly #storeId: string;
  readonly #dataKey: KeyObject;

  constructor(storeId: string, dataKey: KeyObject) {
    this.#storeId = storeId;
    this.#dataKey = dataKey;
  }

  seal(slot: Slot, text: string): Uint8Array {
    // As JSON, since UTF-8 alone would lose half a surrogate pair.
    return sealBox(this.#dataKey, Buffer.from(JSON.stringify(text)), this.#about(slot));
  }

  /** Throws ERR_STUCK where the box was changed, or belongs elsewhere. */
  open(slot: Slot, box: Uint8Array): string {
    const plain = openBox(this.#dataKey, box, this.#about(slot));
    if (!plain) throw notOpened(slot);
    const text: unknown = JSON.parse(plain.toString());
    plain.fill(0);
    return String(text);
  }

  #about({ uid, number, purpose }: Slot): readonly (string | number)[] {
    return ["rekey-box", this.#storeId, uid, number, purpose];
  }
}

/** What is said of a box that does not open, or is gone. */
export function notOpened({ uid, number, purpose }: Slot): CredentialError {
  return new CredentialError(
    "ERR_STUCK",
    `the sealed ${purpose} ${number} of ${uid} does not open: its bytes were changed, or it was put there from elsewhere`,
    { remedy: "restore the store from a backup, or import the secret that is in force" },
  );
}
