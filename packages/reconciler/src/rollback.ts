import { after, type Credential, type CredentialKind, hasCode } from "@rekey/core";
import { decline } from "./decline.ts";
import { cursorsAfresh } from "./look.ts";
import type { Work } from "./work.ts";

/** Puts the previous value in force under a new number (law 8). Both are in the store, so no intent is needed. */
export async function rollback(work: Work): Promise<void> {
  const { kind, account, via, credential, declaration } = work;
  const { current, previous, opened } = credential;
  const refusal = noWayBack(credential, kind);
  if (refusal !== undefined || !kind.restore || !current || previous?.issued?.id === undefined)
    return decline(work, refusal ?? "there is no version to go back to");
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
      current: { ...value, number: opened + 1, since, isRotated: false },
      previous: { ...current, retireAt: after(since, declaration.graceMs) },
      opened: opened + 1,
      cursors: cursorsAfresh(credential, since),
      asked: undefined,
    },
    { name: "restore.done", version: opened + 1 },
  );
}

/** Why there is no way back to the previous version, as far as the row says. */
function noWayBack({ current, previous }: Credential, kind: CredentialKind): string | undefined {
  if (!current) return "no version is in force yet";
  if (!kind.restore)
    return `${kind.name} keeps one version: what was before v${current.number} stopped working with it`;
  if (!previous) return `nothing is valid beside v${current.number}: what was before it is withdrawn, or never was`;
  return previous.isLeaving ? `the withdrawal of v${previous.number} has begun, and there is no way back` : undefined;
}
