import type { Ending } from "./sent.ts";

/** A Fate decides everything that can go wrong. */
export interface Fate {
  dies(): "before" | "after" | undefined;
  ending(): Ending;
  lateMs(): number;
  /** Whether the answer to a login or a look is lost. */
  isAnswerLost(): boolean;
  /** Whether a commit fails, and whether it was written all the same. */
  storeFails(): "unwritten" | "written" | undefined;
  isSinkDown(): boolean;
  stall(): Stall | undefined;
  /** What people do before a look, from 0 to 1; nothing at 1. */
  whim(): number;
}

/** A Stall is how long a holder stands still after an effect, and whether another one runs meanwhile. */
export interface Stall {
  readonly ms: number;
  readonly isOvertaken: boolean;
}

export const calm: Fate = {
  dies: () => undefined,
  ending: () => "answered",
  lateMs: () => 0,
  isAnswerLost: () => false,
  storeFails: () => undefined,
  isSinkDown: () => false,
  stall: () => undefined,
  whim: () => 1,
};

export type Random = () => number;

const endings: readonly (readonly [Ending, number])[] = [
  ["lost, applied", 0.1],
  ["lost, never applied", 0.1],
  ["lost, applied late", 0.1],
  ["refused", 0.06],
  ["busy", 0.05],
  ["failed with 200", 0.04],
  ["our key refused", 0.02],
  ["not declared so", 0.01],
];

export function faulty(roll: Random): Fate {
  return {
    dies: () => (roll() < 0.03 ? (roll() < 0.5 ? "before" : "after") : undefined),
    ending() {
      let left = roll();
      return endings.find(([, share]) => (left -= share) < 0)?.[0] ?? "answered";
    },
    lateMs: () => Math.ceil(roll() * 600_000),
    isAnswerLost: () => roll() < 0.03,
    storeFails: () => (roll() < 0.01 ? (roll() < 0.5 ? "unwritten" : "written") : undefined),
    isSinkDown: () => roll() < 0.2,
    stall: () => (roll() < 0.05 ? { ms: Math.floor(roll() ** 3 * 900_000), isOvertaken: roll() < 0.7 } : undefined),
    whim: roll,
  };
}

/** The same fate at a service that is slow: half of all changes land late, long after their replies were lost. */
export function slow(fate: Fate, roll: Random): Fate {
  return {
    ...fate,
    ending: () => (roll() < 0.5 ? "lost, applied late" : fate.ending()),
    lateMs: () => Math.ceil((1 + roll()) * 300_000),
  };
}
