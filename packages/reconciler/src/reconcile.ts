import { type Credential, hasCode } from "@rekey/core";
import { approvalNews, waitTold } from "./approval.ts";
import { beat, tellMended } from "./beat.ts";
import { decline } from "./decline.ts";
import { deliver } from "./deliver.ts";
import { verify } from "./doubt.ts";
import { heard, isPausing } from "./heard.ts";
import { plan } from "./plan.ts";
import { endProbe, goOut } from "./probe.ts";
import { react } from "./react.ts";
import { resolve } from "./resolve.ts";
import { retire } from "./retire.ts";
import { rollback } from "./rollback.ts";
import { rotate } from "./rotate.ts";
import { spentOf } from "./stakes.ts";
import type { Tools } from "./tools.ts";
import type { Told } from "./told.ts";
import { Work } from "./work.ts";

const CLAIM_MS = 300_000;

/**
 * Claims one credential, if it still wants looking at, and does what can be done for it now. Says whether there was something to claim. What
 * stops a rotation becomes part of the row; rejects only where the store failed, and then the claim runs out by itself.
 */
export async function reconcile(tools: Tools, uid: string): Promise<boolean> {
  const work = await claim(tools, uid);
  if (work) await carryOn(work);
  return work !== undefined;
}

/** Claims one credential. Once `draining` aborts, its work stops at the next durable step. */
export async function claim(tools: Tools, uid: string, draining?: AbortSignal): Promise<Work | undefined> {
  const held = await tools.store.claim(uid, tools.clock.now(), tools.claimMs ?? CLAIM_MS);
  return held && new Work(held, tools, draining);
}

/** Does what can be done now with a claimed credential, and lets it go. */
export async function carryOn(work: Work): Promise<void> {
  try {
    for (const step of [takeStep, tellMended, deliver, retire])
      if (!work.isOver) await step(work).catch((error: unknown) => react(work, error));
    endProbe(work);
    await work.rest();
  } catch (error) {
    if (!hasCode(error, "ERR_CONFLICT")) throw error;
    work.tell({ name: "claim.lost", message: "somebody else holds it now" });
  } finally {
    endProbe(work);
  }
}

async function takeStep(work: Work): Promise<void> {
  const { declared, credential, request, tools } = work;
  // One instant for what is heard and what follows from it: writing the news may take minutes, and what has come due since is another look's.
  const now = work.now();
  work.hear(heard(credential, { declared, request }, now), request?.by);
  const news = approvalNews(credential, work.credential, { request, now });
  if (news) await work.commit({}, news);
  if (isPausing(request?.what)) await work.commit({}, toldOf(work.credential));
  const isClockHeld = tools.watch?.isHeld();
  const { kinds, forbidden } = work;
  const spent = await spentOf(tools.store, { credential, declared, ...kinds }, now);
  const step = plan({ credential, declared, request, spent, isClockHeld, forbidden, ...kinds }, now);
  if (goingOut.has(step.do)) await goOut(work);
  if (step.do === "rotate" || step.do === "settle") return rotate(work, step.why);
  if (step.do === "rollback") return rollback(work);
  if (step.do === "verify") return verify(work, step.doubt);
  if (step.do === "resolve") return resolve(work, step);
  if (step.do === "beat") return beat(work);
  if (step.do === "met") return work.close({ asked: undefined, waiting: undefined }, MET);
  if (step.do === "decline") return decline(work, step.message);
  if (step.do === "wait") await work.close({ waiting: step.for }, waitTold(step.for, work.credential, credential));
}

/** Steps that ask the service. */
const goingOut: ReadonlySet<string> = new Set(["rotate", "settle", "rollback", "resolve", "verify"]);

const MET: Told = { name: "claim.taken", message: "the rotation that ended meanwhile is what was asked for" };

function toldOf({ pausedUntil: until }: Credential): Told {
  return until ? { name: "rotation.paused", until } : { name: "rotation.resumed" };
}
