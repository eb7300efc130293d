import { after, hasCode } from "@rekey/core";
import { decline } from "./decline.ts";
import { cursorsAfresh } from "./look.ts";
import type { Work } from "./work.ts";

/** Puts the previous value in force under a new number (law 8). Both are in the store, so no intent is needed. */
export async function rollback(work: Work): Promise<void> {
  const { kind, account, via, credential, declaration } = work;
  const { current, previous, opened } = credential;
  if (!kind.restore || !current || previous?.issued?.id === undefined || previous.isLeaving)
    return decline(work, "there is no version to go back to");
  try {
    await kind.restore(account, previous.issued.id, via);
  } catch (error) {
    if (hasCode(error, "ERR_REFUSED")) return decline(work, "the previous version is gone at the service", error);
    throw error;
  }
  const since = work.now();
  const { number: _, retireAt: __, verifiedAt: ___, ...value } = previous;
  await work.close(
    {
      current: { ...value, number: opened + 1, since },
      previous: { ...current, retireAt: after(since, declaration.graceMs) },
      opened: opened + 1,
      cursors: cursorsAfresh(credential, since),
      asked: undefined,
    },
    { name: "restore.done", version: opened + 1 },
  );
}
