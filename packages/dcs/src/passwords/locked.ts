import { after, systemClock } from "@rekey/core";

/** How long to stay away from a lock, as an error says it. */
export function locked(ms: number): { againAt: Date; reason: "lock" } {
  return { againAt: after(systemClock.now(), ms), reason: "lock" };
}
