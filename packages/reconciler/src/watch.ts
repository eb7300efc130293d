import type { Clock, Report } from "@rekey/core";

/** A ClockWatch notices a wall clock that jumps against the monotonic one; from then on nothing is sent until somebody confirms it (law 12). */
export interface ClockWatch {
  /** Looks at both clocks, and says whether the wall clock has jumped and nobody has confirmed it since. */
  isHeld(): boolean;
  /** Believes the wall clock as it stands now. */
  confirmClock(): void;
}

/** What a clock may drift, or be set by, between two looks without being doubted. */
const JUMP_MS = 3_600_000;

/** Watches a clock from now on, and reports `clock.jumped` once a jump. A machine that slept looks the same as a clock that was set. */
export function watchClock(clock: Clock, report: Report): ClockWatch {
  const offset = () => clock.now().getTime() - clock.monotonicMs();
  let believed = offset();
  let isHeld = false;
  return {
    isHeld() {
      const jumpedMs = offset() - believed;
      // What slews slowly is believed at every look, so years of it never add up to a jump.
      believed += jumpedMs;
      if (Math.abs(jumpedMs) <= JUMP_MS) return isHeld;
      isHeld = true;
      report({ name: "clock.jumped", at: clock.now(), durationMs: jumpedMs, reason: "clock" });
      return true;
    },
    confirmClock() {
      believed = offset();
      isHeld = false;
    },
  };
}
