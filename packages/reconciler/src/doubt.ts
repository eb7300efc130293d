import { after, type Attempt, type Credential, CredentialError, type Doubt, type Issued } from "@rekey/core";
import { cursorsAfresh } from "./look.ts";
import { promotion } from "./rotate.ts";
import { pay, tried } from "./tries.ts";
import { isOf, spent } from "./turn.ts";
import { waitUntil, type Work } from "./work.ts";

/** A sink is a witness: it was given a version that this row knows nothing of. */
export async function doubtBy(work: Work, sink: string, newest: number): Promise<void> {
  const { credential, via } = work;
  const since = work.now();
  const message = `${sink} has v${newest}: an older state of the store was put back`;
  const doubt: Doubt = { message, since, until: after(since, via.quietMs), isProven: true };
  // A number is skipped, which tells whatever was said before from what is said now.
  const opened = Math.max(credential.opened, newest) + 1;
  await work.commit({ doubt, opened }, { name: "rotation.unknown", version: newest, message });
}

/** Learns whether a row that is in doubt may be believed, by asking the service; where that cannot be asked, a person is. */
export async function verify(work: Work, doubt: Doubt): Promise<void> {
  const inForce = await ask(work, doubt);
  const { message } = doubt;
  if (inForce === "neither")
    throw new CredentialError("ERR_STUCK", `${message}; what it holds is not accepted`, {
      remedy: "import the secret that is in force: its sinks may have it",
    });
  if (inForce === "unclear" && doubt.isProven && isAtStake(work))
    throw new CredentialError("ERR_STUCK", `${message}; nobody here can tell which secret is in force`, {
      remedy: "find out, then import that secret, or resolve it: current",
    });
  const { attempt } = work.credential;
  const settled = doubt.isProven
    ? renumbered(work, inForce, doubt)
    : { attempt: attempt && maybeSent(attempt, work, doubt) };
  await work.close({ ...settled, doubt: undefined, waiting: undefined, fails: 0 }, { name: "rotation.recovered" });
}

type Answer = "candidate" | "current" | "neither" | "unclear";

/** All that the row holds is tried, the newest first. */
async function ask(work: Work, doubt: Doubt): Promise<Answer> {
  const { attempt, current } = work.credential;
  // Where another account was under way, the one in force is asked about alone: it is what sinks are to have.
  const isOther = attempt !== undefined && current !== undefined && !isOf(attempt, current);
  if (isOther) work.takeTurn(current);
  const candidate = isOther ? undefined : attempt?.candidate;
  const held = [heldAs("candidate", candidate), heldAs("current", current?.issued)].flat();
  if (!work.kind.check || held.length === 0) return "unclear";
  refuseEarly(work, doubt);
  await pay(work, held.length);
  for (const { which, issued } of held) {
    const answer = await tried(work, issued);
    if (answer !== "refused") return answer === "accepted" ? which : answer;
  }
  return "neither";
}

function heldAs(which: Answer, issued: Issued | undefined): readonly { which: Answer; issued: Issued }[] {
  return issued ? [{ which, issued }] : [];
}

/** What the newer state tried was paid for there, and all of it may still count (law 5). Throws ERR_UNAVAILABLE (`lock`). */
export function refuseEarly(work: Work, { isProven, until }: Doubt): void {
  const windowMs = work.kind.limits?.lockout?.windowMs;
  const isOver = !isProven || windowMs === undefined || after(until, windowMs) <= work.now();
  if (!isOver) waitUntil(after(until, windowMs), "lock", "tries that the store does not know of may still count");
}

/** Going on could lose a secret in force, or send a mail twice. */
function isAtStake({ credential: { current, attempt }, kind }: Work): boolean {
  return kind.secret === "mailed" || current !== undefined || attempt !== undefined;
}

/** What is in force gets a number that nobody has seen, and so goes to every sink again (law 8). */
function renumbered(work: Work, inForce: Answer, doubt: Doubt): Partial<Credential> {
  const { attempt, opened } = work.credential;
  if (inForce === "candidate" && attempt) {
    const { candidate: issued } = attempt;
    return promotion(work, { ...attempt, version: opened + 1 }, { issued, verifiedAt: work.now() });
  }
  const anew = inForceAnew(work.credential, work.now(), inForce === "current");
  return { ...anew, previous: spent(work.credential), ...stillUnderWay(work, doubt, anew.opened) };
}

/** What may have been sent for the other account is carried on, under a number of its own: its candidate may be in force there. */
function stillUnderWay(work: Work, doubt: Doubt, opened: number): Partial<Credential> {
  const { attempt, current } = work.credential;
  if (!attempt || !current || isOf(attempt, current)) return { attempt: undefined };
  return { attempt: { ...maybeSent(attempt, work, doubt), version: opened + 1 }, opened: opened + 1 };
}

/** What a row never sent, a newer state may have sent: its candidate may be in force, so no refusal drops it. Where the service can tell, it is asked first. */
function maybeSent(attempt: Attempt, { kind }: Work, { until }: Doubt): Attempt {
  if (attempt.phase !== "unsent") return attempt;
  return { ...attempt, phase: kind.check || kind.landed ? "sent" : "unsent", quietUntil: until };
}

/** The version in force under a new number, which every sink is owed. */
export function inForceAnew(
  credential: Credential,
  now: Date,
  isVerified: boolean,
): Pick<Credential, "current" | "opened" | "cursors"> {
  const { current, opened, cursors } = credential;
  if (!current) return { current, opened, cursors };
  const number = opened + 1;
  const proved = { ...current, verifiedAt: isVerified ? now : current.verifiedAt, isRotated: false };
  return { current: { ...proved, number }, opened: number, cursors: cursorsAfresh(credential, now) };
}
