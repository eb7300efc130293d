import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const key = randomBytes(32);

/** A new password, for those who bring no generator. */
export const newPassword = (): string => randomBytes(18).toString("base64url");

/** Seals a password as our own store does: AES-256-GCM, bound to whose it is. */
export function seal(password: string, whose: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(whose));
  const sealed = Buffer.concat([cipher.update(password), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

export function open(box: Uint8Array, whose: string): string {
  const decipher = createDecipheriv("aes-256-gcm", key, box.subarray(0, 12));
  decipher.setAAD(Buffer.from(whose)).setAuthTag(box.subarray(12, 28));
  return decipher.update(box.subarray(28), undefined, "utf8") + decipher.final("utf8");
}

/** The steps themselves do nothing anywhere: what is measured is what it costs to carry them. */
export const steps = {
  async set(_whose: string, _password: string): Promise<void> {},
  async check(_whose: string, _password: string): Promise<void> {},
  async deliver(_whose: string, _password: string): Promise<void> {},
  async retire(_whose: string): Promise<void> {},
};
