import { calm, type Fate } from "./fate.ts";

/** A Muted fate decides as another would, but for some of its faults, counted over a whole history. */
export interface Muted extends Fate {
  /** The numbers of the faults that happened. */
  readonly faults: readonly number[];
}

/** Below it, people do something. */
const MEDDLING = 0.38;

/** Numbers every decision of a fate, and takes back those that are named; each is rolled for all the same. */
export function muted(fate: Fate, taken: ReadonlySet<number> = new Set()): Muted {
  const faults: number[] = [];
  let decisions = 0;
  const unless = <T>(decided: T, isFault: boolean, otherwise: T): T => {
    const number = decisions++;
    if (!isFault) return decided;
    if (taken.has(number)) return otherwise;
    faults.push(number);
    return decided;
  };
  const rare = <T>(decided: T, otherwise: T): T => unless(decided, decided !== otherwise, otherwise);
  return {
    faults,
    dies: () => rare(fate.dies(), calm.dies()),
    ending: () => rare(fate.ending(), calm.ending()),
    lateMs: () => fate.lateMs(),
    isAnswerLost: () => rare(fate.isAnswerLost(), calm.isAnswerLost()),
    storeFails: () => rare(fate.storeFails(), calm.storeFails()),
    isSinkDown: () => rare(fate.isSinkDown(), calm.isSinkDown()),
    stall: () => rare(fate.stall(), calm.stall()),
    whim() {
      const whim = fate.whim();
      return unless(whim, whim < MEDDLING, calm.whim());
    },
  };
}
