import type { Clock } from "@rekey/core";

/** A Deed is done at an instant of the emulator's clock; it is told the instant at which it was due. */
export type Deed = (atMs: number) => void;

/**
 * An Agenda holds what will have happened by some instant. Nothing ticks: whoever looks at the cloud calls `catchUp` first, so a world changes by its
 * clock alone and the same for every observer.
 */
export interface Agenda {
  /** Now, in monotonic milliseconds of the emulator's clock. */
  nowMs(): number;
  add(atMs: number, deed: Deed): void;
  /** Does what is due, in order. */
  catchUp(): void;
  /** Does everything, due or not, and what follows from it. */
  finish(): void;
}

/** Opens an agenda by a clock. */
export function openAgenda(clock: Clock): Agenda {
  let entries: { atMs: number; deed: Deed }[] = [];
  const work = (isDue: (atMs: number) => boolean): void => {
    for (;;) {
      const first = entries.toSorted((a, b) => a.atMs - b.atMs)[0];
      if (!first || !isDue(first.atMs)) return;
      entries = entries.filter((entry) => entry !== first);
      first.deed(first.atMs);
    }
  };
  return {
    nowMs: () => clock.monotonicMs(),
    add: (atMs, deed) => void entries.push({ atMs, deed }),
    catchUp: () => work((atMs) => atMs <= clock.monotonicMs()),
    finish: () => work(Number.isFinite),
  };
}
