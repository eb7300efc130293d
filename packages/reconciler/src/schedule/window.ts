import type { Window } from "@rekey/core";
import { nextSlot } from "./cron.ts";

/**
 * The first instant, from one on, at which one of these windows is open: that one itself where it lies in a window, else the next opening; undefined where
 * ten years have none. A window holds its first instant and not its last, as in cert-manager 1.21 (`spec.renewal.windows`: cron, timezone, windowDuration,
 * and the first time from the wanted one on). What differs: no window is ever passed over because none comes soon enough.
 */
export function openFrom(windows: readonly Window[], atMs: number): number | undefined {
  const openings = windows.flatMap((window) => {
    const slot = nextSlot(window, atMs - window.durationMs);
    return slot ? [Math.max(slot.atMs, atMs)] : [];
  });
  return openings.length === 0 ? undefined : Math.min(...openings);
}
