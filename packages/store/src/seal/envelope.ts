import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { CredentialError } from "@rekey/core";
import { openBox, sealBox } from "./box.ts";
import { cipherKey, keyIdOf, type SealKey } from "./key.ts";

/** A WrappedKey is the data key of one store as one seal key wraps it. */
export interface WrappedKey {
  /** Of the seal key that opens it. */
  readonly id: string;
  /** Where that key lay when it was added. */
  readonly source: string;
  readonly wrapped: Uint8Array;
}

/** A new data key: one a store, never written unwrapped. */
export function newDataKey(): KeyObject {
  return createSecretKey(randomBytes(32));
}

/** Wraps a store's data key under one seal key, bound to that store. */
export function wrapKey(dataKey: KeyObject, storeId: string, key: SealKey): WrappedKey {
  const id = keyIdOf(key);
  return { id, source: key.source, wrapped: sealBox(cipherKey(key), dataKey.export(), about(storeId, id)) };
}

/** The data key, opened by the first of the offered keys that fits. Throws ERR_DECLARATION, naming which key the store wants. */
export function unwrapKey(wrapped: readonly WrappedKey[], storeId: string, offered: readonly SealKey[]): KeyObject {
  const ids = offered.map(keyIdOf);
  const place = wrapped.find(({ id }) => ids.includes(id));
  const key = offered.find((_, index) => ids[index] === place?.id);
  if (!place || !key) throw wrongKey(wrapped, offered);
  const plain = openBox(cipherKey(key), place.wrapped, about(storeId, place.id));
  if (plain) return createSecretKey(plain);
  throw new CredentialError(
    "ERR_DECLARATION",
    `the store's wrapped key ${place.id}… was changed or is another store's`,
    {
      remedy: "open the store with another of its keys, or restore it from a backup",
    },
  );
}

function about(storeId: string, keyId: string): readonly string[] {
  return ["rekey-wrapped-key", storeId, keyId];
}

function wrongKey(wrapped: readonly WrappedKey[], offered: readonly SealKey[]): CredentialError {
  const wanted = wrapped.map(({ id, source }) => `${id}… (${source})`).join(" or ");
  const given = offered.map((key) => `${keyIdOf(key)}… (${key.source})`).join(", ");
  return new CredentialError(
    "ERR_DECLARATION",
    `wrong seal key: the store wants key ${wanted} and was offered ${given || "none"}`,
    { remedy: "give the key that it wants, or its recovery key; without one of them no password in it can be read" },
  );
}
