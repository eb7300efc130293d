import { after, type Attempt, type Credential, type Version } from "@rekey/core";
import { issue } from "./issue.ts";
import { cursorsAfresh } from "./look.ts";
import { owedAfter } from "./owed.ts";
import { recover } from "./recover.ts";
import { settle, type Settled } from "./settle.ts";
import type { Work } from "./work.ts";

/** Carries one rotation to its end from wherever it stands, or throws why it cannot go on now. */
export async function rotate(work: Work, why: string): Promise<void> {
  const attempt = work.credential.attempt ?? (await draft(work, why));
  const landed = await landing[attempt.phase](work, attempt);
  if (work.isDraining) return;
  const settled = await settle(work, landed);
  await promote(work, landed, settled);
}

const landing = {
  unsent: issue,
  sent: recover,
  landed: async (_: Work, attempt: Attempt) => attempt,
};

async function draft({ kind, account, via, credential, tools }: Work, why: string): Promise<Attempt> {
  const old = credential.current?.issued?.secret;
  return {
    version: credential.opened + 1,
    why,
    phase: "unsent",
    before: {},
    facts: (await kind.facts?.(account, via)) ?? {},
    openedAt: tools.clock.now(),
    candidate: kind.secret === "supplied" ? { secret: tools.generate({ ...kind.rules(account), old }) } : undefined,
  };
}

async function promote(work: Work, { openedAt, quietUntil, ...attempt }: Attempt, settled: Settled): Promise<void> {
  const durationMs = work.now().getTime() - openedAt.getTime();
  const { current, ...promoted } = promotion(work, attempt, settled);
  await work.close(
    { ...promoted, current: { ...current, isRotated: true }, asked: undefined, quietUntil },
    { name: "rotation.promoted", durationMs },
  );
}

/** What the row says once a version is in force. */
export function promotion(
  work: Work,
  { version, facts }: Pick<Attempt, "version" | "facts">,
  { issued, verifiedAt }: Settled,
): Partial<Credential> & { readonly current: Version } {
  const { credential, kind, declaration } = work;
  const { current } = credential;
  const since = work.now();
  const retireAt = kind.retire && current?.issued?.id !== undefined ? after(since, declaration.graceMs) : undefined;
  return {
    current: { number: version, issued, facts, since, verifiedAt },
    previous: current && { ...current, retireAt },
    attempt: undefined,
    approved: undefined,
    opened: Math.max(version, credential.opened),
    cursors: cursorsAfresh(credential, since),
    dueAt: owedAfter(credential, declaration, since),
    waiting: undefined,
    fails: 0,
  };
}
