import { after, type Connection } from "@rekey/core";
import { isMissing } from "../ask.ts";
import { deletePermanentAccessKey } from "../keys/delete.ts";
import type { PermanentAccessKey } from "../keys/key.ts";
import { showPermanentAccessKey } from "../keys/show.ts";
import { updatePermanentAccessKey } from "../keys/update.ts";
import { since, stamped } from "./stamp.ts";

const HOUR_MS = 3_600_000;
/** For so long nobody may have used a key that is made inactive. How soon `last_use_time` is right is not documented. */
const IDLE_MS = HOUR_MS;
/** For so long a key stays inactive, and can be made active again, before it is deleted. */
const INACTIVE_MS = 24 * HOUR_MS;

type Shown = PermanentAccessKey & { shownAt: Date };

/**
 * Takes the next step towards a key's end: it is watched until nobody uses it, made inactive, and deleted a day later. What is gone is retired. The orphan
 * of a lost reply is held by nobody and takes up one of two places, so a young one that was never used is deleted at once.
 */
export async function retireKey(
  via: Connection,
  access: string,
  isOrphan = false,
): Promise<"retired" | { againAt: Date }> {
  const key = await found(showPermanentAccessKey(via, { access }));
  if (!key) return "retired";
  const againAt = isOrphan && isUnused(key) ? undefined : await waits(via, key);
  if (againAt) return { againAt };
  await found(deletePermanentAccessKey(via, { access }));
  return "retired";
}

/** Of an older one nobody can say that it was never used: how soon its use shows is not documented. */
function isUnused({ createTime, lastUseTime, shownAt }: Shown): boolean {
  return !lastUseTime && createTime !== undefined && createTime > after(shownAt, -INACTIVE_MS);
}

/** When to look again; undefined where the key may go. */
async function waits(
  via: Connection,
  { access, status, description, createTime, lastUseTime, shownAt }: Shown,
): Promise<Date | undefined> {
  const inactiveAt = status === "inactive" ? since(description) : undefined;
  if (inactiveAt) {
    const endsAt = after(inactiveAt, INACTIVE_MS);
    return endsAt > shownAt ? endsAt : undefined;
  }
  // A use that does not show yet may be as old as the key.
  const usedAt = lastUseTime ?? createTime;
  const idleAt = usedAt && after(usedAt, IDLE_MS);
  if (status !== "inactive" && idleAt && idleAt > shownAt) return idleAt;
  await updatePermanentAccessKey(via, { access, status: "inactive", description: stamped(description, shownAt) });
  return after(shownAt, INACTIVE_MS);
}

async function found<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
