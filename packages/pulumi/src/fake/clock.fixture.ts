import type { Clock } from "@rekey/core";

/** A clock that stands still but while somebody sleeps. */
export function fakeClock(): Clock & { readonly slept: readonly number[] } {
  const slept: number[] = [];
  const elapsed = () => slept.reduce((sum, ms) => sum + ms, 0);
  return {
    slept,
    now: () => new Date(elapsed()),
    monotonicMs: elapsed,
    sleep: async (ms) => void slept.push(ms),
    deadline: () => ({ signal: new AbortController().signal, [Symbol.dispose]() {} }),
  };
}
