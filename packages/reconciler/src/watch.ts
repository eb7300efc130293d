import { after, type Clock, type Report } from "@rekey/core";

/** A ClockWatch notices a wall clock that jumps against the monotonic one; from then on nothing is sent until somebody confirms it (law 12). */
export interface ClockWatch {
  /** Looks at the clocks, and says whether the wall clock has jumped, or is far from the services', and nobody has confirmed it since. */
  isHeld(): boolean;
  /** Believes the wall clock as it stands now. */
  confirmClock(): void;
}

/** How long to wait before a clock that is held is looked at again, and what is said meanwhile. */
export const CLOCK_MS = 600_000;
export const CLOCK_HELD = "the clock jumped; nothing is sent until it is confirmed, or a short jump is waited out";

/** What a clock may drift, or be set by, between two looks without being doubted. */
const JUMP_MS = 3_600_000;
/** What it may run ahead of between two looks: a quiet time is a minute longer than anything can be on its way. */
const DRIFT_MS = 60_000;

/**
 * Watches a clock from now on, and reports `clock.jumped` once a jump. A machine that slept looks the same as a clock that was set. `skewMs` says how far
 * the services' clock is ahead of this one, as far as anybody knows: what jumped while nobody watched shows only there. A shorter jump forward needs nobody:
 * it is waited out, so that no quiet time, grace or lock-out is over before that time has passed (law 6).
 */
export function watchClock(clock: Clock, report: Report, skewMs: () => number = () => 0): ClockWatch {
  const offset = () => clock.now().getTime() - clock.monotonicMs();
  let believed = offset();
  let believedSkewMs = 0;
  let isHeld = false;
  let waitedOutAtMs = clock.monotonicMs();
  const isWaitedOut = () => clock.monotonicMs() >= waitedOutAtMs;
  const waitOut = (durationMs: number) => {
    waitedOutAtMs = Math.max(waitedOutAtMs, clock.monotonicMs()) + durationMs;
    const until = after(clock.now(), waitedOutAtMs - clock.monotonicMs());
    report({ name: "clock.jumped", at: clock.now(), durationMs, reason: "clock", until });
  };
  const hold = (durationMs: number) => {
    isHeld = true;
    report({ name: "clock.jumped", at: clock.now(), durationMs, reason: "clock" });
  };
  return {
    isHeld() {
      const jumpedMs = offset() - believed;
      // What slews slowly is believed at every look, so years of it never add up to a jump.
      believed += jumpedMs;
      const aheadMs = believedSkewMs - skewMs();
      if (Math.abs(jumpedMs) > JUMP_MS) hold(jumpedMs);
      else if (!isHeld && Math.abs(aheadMs) > JUMP_MS) hold(aheadMs);
      else if (jumpedMs > DRIFT_MS) waitOut(jumpedMs);
      return isHeld || !isWaitedOut();
    },
    confirmClock() {
      believed = offset();
      believedSkewMs = skewMs();
      isHeld = false;
      waitedOutAtMs = clock.monotonicMs();
    },
  };
}
