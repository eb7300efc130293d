import { type Facts, systemClock } from "@rekey/core";
import type { IamUser } from "../users/show.ts";

/** IAM says times by the second, and its clock and ours may differ. */
const BLUR_MS = 5 * 60_000;

/** When a user's password was made and changed, as it can be compared later. Nothing where that was a moment ago: another change would look the same. */
export function fingerprintOf({ pwdCreateTime, modifyPwdTime }: IamUser): Facts {
  const latestMs = Math.max(pwdCreateTime?.getTime() ?? 0, modifyPwdTime?.getTime() ?? 0);
  if (latestMs > systemClock.now().getTime() - BLUR_MS) return {};
  return {
    ...(pwdCreateTime && { passwordMadeAt: pwdCreateTime.toISOString() }),
    ...(modifyPwdTime && { passwordChangedAt: modifyPwdTime.toISOString() }),
  };
}

/**
 * Whether a password was changed since. That it was not is said only where IAM tells the time of changes: newer pages call the other time that of
 * the making alone.
 */
export function hasChanged(before: Facts, { pwdCreateTime, modifyPwdTime }: IamUser): boolean | undefined {
  const { passwordMadeAt: madeAt, passwordChangedAt: changedAt } = before;
  if (madeAt === undefined && changedAt === undefined) return undefined;
  if (pwdCreateTime?.toISOString() !== madeAt || modifyPwdTime?.toISOString() !== changedAt) return true;
  return changedAt === undefined ? undefined : false;
}
