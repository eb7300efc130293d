import { CredentialError, type Secret } from "@rekey/core";
import { type Keys, type KeySource, wasRefused } from "@rekey/core-http";
import type { Connecting } from "../config/config.ts";
import { readReference, type Reference } from "../config/reference.ts";
import type { Io } from "../io.ts";
import { Trouble } from "../trouble.ts";

/** Reads what the references of one connection name. Throws ERR_DECLARATION: what cannot be read was never sent. */
export type Reading = (reference: Reference, what: string) => Secret;

/** Reads for one connection. */
export function readingFor({ name, folder }: Connecting, io: Pick<Io, "env">): Reading {
  return (reference, what) => declared(() => readReference(reference, folder, io, `the ${what} of connection ${name}`));
}

function declared<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    throw new CredentialError("ERR_DECLARATION", error.message, { remedy: error.telling.youCan, cause: error });
  }
}

/** An access key as the operator wrote it. */
export interface WrittenKey {
  readonly accessKey: Reference;
  readonly secretKey: Reference;
  readonly securityToken?: Reference | undefined;
}

/** A Followed is a key that took the place of a written one. */
export interface Followed {
  readonly keys: Keys;
  /** Whether an older state of the store may say so: then it may be withdrawn by now. */
  readonly isDoubted: boolean;
  /** Whether what that connection last signed with was refused, or nothing that the store holds is accepted. */
  readonly isRefused: boolean;
}

/** Answers with the key that took the place of the written one; undefined while that one is in force. */
export type Following = () => Promise<Followed | undefined>;

/** Read anew before every sending, so that changed files and keys that took their place are taken up. */
export function keysOf(
  { accessKey, secretKey, securityToken }: WrittenKey,
  { read, following }: { readonly read: Reading; readonly following: Following },
): KeySource {
  const written = () => ({
    accessKey: read(accessKey, "access key").reveal(),
    secretKey: read(secretKey, "secret key"),
    securityToken: securityToken && read(securityToken, "security token"),
  });
  return async () => {
    const followed = await following();
    return followed ? chosen(followed, written) : written();
  };
}

/** Whoever puts an older state back may have put back a key that is withdrawn: then the operator's word counts, as long as it is not refused itself. */
function chosen({ keys, isDoubted, isRefused }: Followed, written: () => Keys): Keys {
  if (!isDoubted || (!isRefused && !wasRefused(keys))) return keys;
  const corrected = written();
  return wasRefused(corrected) ? keys : corrected;
}
