import { after, type Credential, CredentialError, type CredentialKind, hasCode, type Version } from "@rekey/core";
import { decline } from "./decline.ts";
import { held } from "./held.ts";
import { cursorsAfresh } from "./look.ts";
import { pay, tried } from "./tries.ts";
import { isOf } from "./turn.ts";
import type { Work } from "./work.ts";

/** Puts the previous value in force under a new number (law 8). Both are in the store, so no intent is needed. */
export async function rollback(work: Work): Promise<void> {
  const { previous } = work.credential;
  if (previous) work.takeTurn(previous);
  const refusal = noWayBack(work.credential, work.kind);
  if (refusal !== undefined || !previous) return decline(work, refusal ?? "there is no version to go back to");
  try {
    const verifiedAt = await revived(work, previous);
    await putBack(work, { ...previous, verifiedAt });
  } catch (error) {
    if (hasCode(error, "ERR_REFUSED")) return decline(work, "the previous version is gone at the service", error);
    throw error;
  }
}

/** Why there is no way back to the previous version, as far as the row says. */
function noWayBack({ current, previous }: Credential, kind: CredentialKind): string | undefined {
  if (!current) return "no version is in force yet";
  const isOther = previous !== undefined && !isOf(previous, current);
  if (!kind.restore && !isOther)
    return `${kind.name} keeps one version: what was before v${current.number} stopped working with it`;
  if (!previous || (!isOther && previous.issued?.id === undefined))
    return `nothing is valid beside v${current.number}: what was before it is withdrawn, or never was`;
  if (!previous.issued) return `v${previous.number} is not held here`;
  return previous.isLeaving
    ? `there is no way back to v${previous.number}: it was changed, or is withdrawn`
    : undefined;
}

/** Another account's secret was never changed, and is only tried; of one account, the service makes an older one usable again. */
async function revived(work: Work, previous: Version): Promise<Date | undefined> {
  const { kind, account, via, credential } = work;
  if (credential.current && isOf(previous, credential.current)) {
    await kind.restore?.(account, previous.issued?.id ?? "", via);
    return undefined;
  }
  if (!kind.check) return undefined;
  await pay(work, 1);
  const answer = await tried(work, held(previous.issued));
  if (answer === "refused") throw new CredentialError("ERR_REFUSED", `the service does not accept v${previous.number}`);
  return answer === "accepted" ? work.now() : undefined;
}

async function putBack(work: Work, value: Version): Promise<void> {
  const { credential, declaration, kind } = work;
  const { current, opened } = credential;
  const since = work.now();
  const retireAt = kind.restore && after(since, declaration.graceMs);
  await work.close(
    {
      current: { ...value, number: opened + 1, since, retireAt: undefined, isRotated: false },
      previous: current && { ...current, retireAt },
      opened: opened + 1,
      cursors: cursorsAfresh(credential, since),
      asked: undefined,
    },
    { name: "restore.done", version: opened + 1 },
  );
}
