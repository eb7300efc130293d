import { play, type Played, type Playing } from "./history.ts";
import type { Setting } from "./setting.ts";

/** What a search for a shorter story may cost, in histories. */
const MOST = 400;

/** Plays a history that breaks a law again with ever fewer faults, as long as it still breaks one: answers with the calmest. */
export async function shrink(seed: number, next: () => Promise<Setting | undefined>): Promise<Played> {
  let best = await play(seed, within(await next()));
  let taken: ReadonlySet<number> = new Set();
  let left = MOST;
  const isCalmer = async (part: readonly number[]): Promise<boolean> => {
    if (left-- <= 0) return false;
    const without = new Set([...taken, ...part]);
    const played = await play(seed, { ...within(await next()), taken: without, most: best.looks });
    if (!played.world.violation || played.faults.length >= best.faults.length) return false;
    [best, taken] = [played, without];
    return true;
  };
  let size = Math.ceil(best.faults.length / 2);
  while (size > 0) if (!(await anyPart(best.faults, size, isCalmer))) size = Math.floor(size / 2);
  return best;
}

function within(setting: Setting | undefined): Playing {
  return setting ? { setting } : {};
}

/** Whether one of the parts of that size passes. */
async function anyPart(
  all: readonly number[],
  size: number,
  passes: (part: readonly number[]) => Promise<boolean>,
): Promise<boolean> {
  for (let from = 0; from < all.length; from += size) if (await passes(all.slice(from, from + size))) return true;
  return false;
}
