import { createHash, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { CredentialError, Secret } from "@rekey/core";

/** A SealKey opens a store: read from a file or the environment by whoever opens it, and never written beside what it opens. */
export interface SealKey {
  /** Where it came from, as people wrote it: `file:/etc/rekey/seal.key`, `env:REKEY_SEAL_KEY`. */
  readonly source: string;
  /** `rekey-seal-1:` and 32 bytes in base64. */
  readonly key: Secret;
}

const FORM = /^rekey-seal-1:([A-Za-z0-9+/]{43}=)$/;

/** A new seal key, as text: what `rotator init` writes into the key file. */
export function newSealKey(): Secret {
  return new Secret(`rekey-seal-1:${randomBytes(32).toString("base64")}`);
}

/** The short name of a key, shown so that people know which one a store wants. It says nothing of the key itself. */
export function keyIdOf(key: SealKey): string {
  return createHash("sha256").update("rekey-seal-id\n").update(secretBytes(key)).digest("hex").slice(0, 8);
}

/** The key itself, for the cipher. Throws ERR_DECLARATION where the text is no seal key. */
export function cipherKey(key: SealKey): KeyObject {
  const bytes = secretBytes(key);
  try {
    return createSecretKey(bytes);
  } finally {
    bytes.fill(0);
  }
}

function secretBytes({ source, key }: SealKey): Buffer {
  const encoded = FORM.exec(key.reveal().trim())?.[1];
  if (encoded !== undefined) return Buffer.from(encoded, "base64");
  throw new CredentialError("ERR_DECLARATION", `${source} holds no seal key`, {
    remedy: "a seal key is one line, rekey-seal-1: and 32 bytes in base64; rotator init writes one",
  });
}
