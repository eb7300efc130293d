import { hash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { Secret } from "@rekey/core";

/**
 * A Bearer is what a token's holder sends: `rk_ID_SECRET`, all letters and digits, so that it is one word wherever it is pasted. 64 random bits
 * name it, 256 keep it from being guessed, and six digits of CRC-32 at its end let scanners tell a leaked one from a text that looks like it.
 */
export interface Bearer {
  readonly id: string;
  /** SHA-256 of all of it: enough for what nobody can guess, and quick to compare. */
  readonly hash: string;
}

/** Where scanners of repositories and logs should look. */
export const BEARER = /^rk_([0-9A-Za-z]{11})_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/;

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Makes a new one, from the operating system's randomness unless told otherwise. */
export function newBearer(random: (bytes: number) => Uint8Array = randomBytes): Bearer & { readonly text: Secret } {
  const id = written(random(8), 11);
  const body = `rk_${id}_${written(random(32), 43)}`;
  const text = body + checksumOf(body);
  return { id, hash: hashOf(text), text: new Secret(text) };
}

/** Reads what somebody sent; nothing where it was mistyped, cut off or is no token of ours. */
export function readBearer(text: string): Bearer | undefined {
  const [, id, , checksum] = BEARER.exec(text) ?? [];
  if (id === undefined || checksum === undefined) return undefined;
  return checksumOf(text.slice(0, -checksum.length)) === checksum ? { id, hash: hashOf(text) } : undefined;
}

function hashOf(text: string): string {
  return hash("sha256", text);
}

function checksumOf(body: string): string {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return written(sum, 6);
}

/** Bytes as a number in base 62, of so many digits. */
function written(bytes: Uint8Array, length: number): string {
  let rest = BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
  let text = "";
  for (; rest > 0n; rest /= 62n) text = (DIGITS[Number(rest % 62n)] ?? "") + text;
  return text.padStart(length, "0");
}
