import { after, type Attempt, type Credential, type Turn, type Version } from "@rekey/core";
import { demandDeclared } from "./begun.ts";
import { issue } from "./issue.ts";
import { cursorsAfresh } from "./look.ts";
import { owedAfter } from "./owed.ts";
import { goOut } from "./probe.ts";
import { recover } from "./recover.ts";
import { isSame } from "./same.ts";
import { settle, type Settled } from "./settle.ts";
import { isOf, oldOf, turnIn, turnOf } from "./turn.ts";
import type { Work } from "./work.ts";

/** Carries one rotation to its end from wherever it stands, or throws why it cannot go on now. */
export async function rotate(work: Work, why: string): Promise<void> {
  const attempt = work.credential.attempt ?? (await draft(work, why));
  demandDeclared(attempt, work.declaration);
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

async function draft(work: Work, why: string): Promise<Attempt> {
  const turn = turnOf(work.credential, work.declaration);
  // What consumers need is the declared kind's to say, whoever changes the secret.
  work.takeTurn({ isAlternate: turn.isAlternate });
  const facts = (await work.kind.facts?.(work.account, work.via)) ?? {};
  work.takeTurn(turn);
  // An administrator's way has a connection of its own.
  await goOut(work);
  const { kind, account, credential, tools } = work;
  const old = oldOf(credential, turn)?.issued?.secret;
  return {
    ...turn,
    kind: work.part.kind,
    version: credential.opened + 1,
    why,
    phase: "unsent",
    before: {},
    facts,
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

type Promoted = Pick<Attempt, "version" | "facts" | keyof Turn>;

/** What the row says once a version is in force. */
export function promotion(
  work: Work,
  { version, facts, ...turn }: Promoted,
  { issued, verifiedAt }: Settled,
): Partial<Credential> & { readonly current: Version } {
  const { credential, declaration } = work;
  const since = work.now();
  return {
    current: { ...turnIn({ isAlternate: turn.isAlternate }), number: version, issued, facts, since, verifiedAt },
    previous: previousAfter(work, { ...turn, issued }, since),
    attempt: undefined,
    approved: undefined,
    opened: Math.max(version, credential.opened),
    cursors: cursorsAfresh(credential, since),
    // What an administrator had mailed is for a while only: it is rotated as soon as its recipient has imported it.
    dueAt: turn.by && !issued ? since : owedAfter(credential, declaration, since),
    waiting: undefined,
    fails: 0,
  };
}

/** What the row keeps beside the version that comes: of two accounts that take turns, always the other one's last. What comes once more is not its own previous one: that is withdrawn (law 9). */
function previousAfter(
  { credential, kind, declaration }: Work,
  { issued, ...turn }: Coming,
  since: Date,
): Version | undefined {
  const { current, previous } = credential;
  if (!current) return previous;
  const isAgain = issued !== undefined && isSame(issued, current.issued);
  if (isOf(current, turn) && (isAgain || (previous && !isOf(previous, turn)))) return previous;
  const retireAt = kind.retire && current.issued?.id !== undefined ? after(since, declaration.graceMs) : undefined;
  return { ...current, retireAt };
}

type Coming = Turn & Pick<Settled, "issued">;
