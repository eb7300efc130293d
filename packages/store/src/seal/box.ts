import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from "node:crypto";

const FORMAT = 1;
const NONCE = 12;
const TAG = 16;
const HEAD = 1 + NONCE + TAG;
const CIPHER = "aes-256-gcm";

/** Seals bytes with AES-256-GCM under a random nonce, bound to what `about` says. One key is good for 2^32 boxes. */
export function sealBox(key: KeyObject, plain: Uint8Array, about: readonly (string | number)[]): Uint8Array {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG }).setAAD(bound(about));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(FORMAT), nonce, cipher.getAuthTag(), sealed]);
}

/** Opens a box; undefined where a single bit of it, of the key or of `about` differs. */
export function openBox(key: KeyObject, box: Uint8Array, about: readonly (string | number)[]): Buffer | undefined {
  if (box.length < HEAD || box[0] !== FORMAT) return undefined;
  const nonce = box.subarray(1, 1 + NONCE);
  const cipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG });
  cipher.setAAD(bound(about)).setAuthTag(box.subarray(1 + NONCE, HEAD));
  const plain = cipher.update(box.subarray(HEAD));
  try {
    return Buffer.concat([plain, cipher.final()]);
  } catch {
    return undefined;
  }
}

/** JSON keeps its parts apart, so no two places are written the same. */
function bound(about: readonly (string | number)[]): Buffer {
  return Buffer.from(JSON.stringify(about));
}
