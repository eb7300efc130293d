/** More than this many refusals in a row lock an access key (page "Common Errors Related to IAM Authentication Information"). */
const MOST_REFUSED = 5;
const LOCK_MS = 5 * 60_000;

/** An AccessKeyLock counts refused signatures. Every request of a locked key is refused, right or wrong. */
export interface AccessKeyLock {
  isLocked(accessKey: string, nowMs: number): boolean;
  refused(accessKey: string, nowMs: number): void;
  accepted(accessKey: string): void;
}

/** Opens a lock that nobody has run into yet. */
export function openLock(): AccessKeyLock {
  const inRow = new Map<string, number>();
  const until = new Map<string, number>();
  return {
    isLocked: (accessKey, nowMs) => nowMs < (until.get(accessKey) ?? -Infinity),
    refused: (accessKey, nowMs) => {
      const count = (inRow.get(accessKey) ?? 0) + 1;
      inRow.set(accessKey, count > MOST_REFUSED ? 0 : count);
      if (count > MOST_REFUSED) until.set(accessKey, nowMs + LOCK_MS);
    },
    accepted: (accessKey) => void inRow.delete(accessKey),
  };
}
