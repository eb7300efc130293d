import { hash } from "node:crypto";

/** How much later than its slot a credential's rotation is owed: at least 0, less than `mostMs`, and the same in every process (law 12). */
export function jitter(mostMs: number, uid: string, slotMs: number): number {
  if (mostMs <= 0) return 0;
  const digest = hash("sha256", `${uid}\n${slotMs}`, "buffer");
  return Math.floor((digest.readUIntBE(0, 6) / 2 ** 48) * mostMs);
}
