import { type Event, problemOf, type Version } from "@rekey/core";
import { againAt } from "./backoff.ts";
import { isOwed } from "./look.ts";
import { goOut } from "./probe.ts";
import type { Work } from "./work.ts";

/** Withdraws the previous version once nobody can need it (law 9). A failure here is retirement's own and delays nothing else. */
export async function retire(work: Work): Promise<void> {
  const { credential, declaration, tools } = work;
  const { previous, waiting } = credential;
  // By a clock that jumped, a grace is soon over (law 12).
  if (!previous?.retireAt || previous.retireAt > work.now() || tools.watch?.isHeld() || credential.doubt) return;
  if (declaration.deliver.some((sink) => isOwed(credential, sink))) return;
  const { number: version } = previous;
  // From here on there is no way back to it.
  await work.commit({ previous: { ...previous, isLeaving: true } }, { name: "retirement.waiting", version });
  const left = await withdraw(work, previous);
  if (left) return work.commit({ previous: left.previous }, { name: "retirement.waiting", version, ...left.told });
  const change = { previous: undefined, waiting: waiting?.reason === "retiring" ? undefined : waiting };
  await work.finish(change, { name: "retirement.done", version });
}

interface Left {
  readonly previous: Version;
  readonly told: Pick<Event, "until" | "problem">;
}

/** What is left of a version after its withdrawal was asked for; nothing where it is done. */
async function withdraw(work: Work, previous: Version): Promise<Left | undefined> {
  const { kind, account, via, claim } = work;
  try {
    await goOut(work);
    const answer = await kind.retire?.(account, previous.issued?.id ?? "", via);
    if (typeof answer !== "object") return undefined;
    // "Later" withdrew nothing, and says nothing of a withdrawal that was asked for before.
    return { previous: { ...previous, retireAt: answer.againAt }, told: { until: answer.againAt } };
  } catch (error) {
    const retireAt = againAt(error, { uid: claim.uid, fails: 0, now: work.now() });
    const problem = problemOf(error);
    return { previous: { ...previous, retireAt, isLeaving: true }, told: { until: retireAt, problem } };
  }
}
