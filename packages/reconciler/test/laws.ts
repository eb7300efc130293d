import { type Attempt, type Claim, type Credential, stateOf } from "@rekey/core";
import type { Sent } from "./sent.ts";
import { Beginnings, isUnderWay } from "./beginnings.ts";
import { owes } from "./calendar.ts";
import { isDrifted, isDriftOwed, isInForce } from "./drifted.ts";
import { QUIET_MS } from "./cloud.ts";

/** Longer than any pause, blackout or back-off that a history can have, and a rotation after each. */
const CALM_MS = 48 * 3_600_000;

/** A Written is one transition, when its holder took in what people said, and when it handed it to the store: somebody may set the clock back in between. */
interface Written {
  readonly was: Credential;
  readonly is: Credential;
  readonly heardAt: number | undefined;
  readonly at: number;
}

/** The laws of the house, as what an onlooker who sees everything may object to: here those about what is written, and about the world itself. */
export class Laws extends Beginnings {
  readonly #answered = new Set<number>();

  /** Asked for before a commit: other holders may run while it is written. */
  isStale({ epoch }: Claim): boolean {
    return epoch !== this.world.row.epoch;
  }

  /** Somebody is about to put an older state of the store back, which knows nothing of what came after it. */
  forget(): void {
    this.abandon();
    for (const sent of this.world.clouds.flatMap((cloud) => cloud.sent)) sent.isForgotten = true;
    this.#answered.clear();
  }

  commits({ was, is, heardAt, at }: Written, isStale: boolean): void {
    const decidedAt = Math.max(this.world.now, heardAt ?? at, at);
    this.hold(7, !isStale, "a stale holder wrote");
    if (was.doubt?.isProven && !is.doubt) this.disown(is);
    // What a row in doubt never sent may have been sent: that is no beginning.
    if (!isUnderWay(was) && isUnderWay(is) && !was.doubt) this.begins(is, at);
    const isOwed = is.dueAt.getTime() <= decidedAt || is.asked === "rotate" || isDriftOwed(this.world, is);
    if (!was.attempt && is.attempt) this.hold(8, isOwed, "rotated though nothing was due");
    this.#moves(was, is, heardAt);
    this.#leaves(was, is);
    if (is.current?.number !== was.current?.number) this.#promotes(was, is);
    else if (was.attempt && !is.attempt) this.#drops(was.attempt);
    this.hold(3, !isDrifted(is) || isDrifted(was) || !isInForce(this.world, is), "called drifted what logs in");
    if (is.current?.issued) this.everInForce.add(is.current.issued.secret.reveal());
    this.#wakes(is);
  }

  #promotes({ attempt, dueAt, asked, doubt }: Credential, { current }: Credential): void {
    const { now } = this.world;
    const kind = this.world.kindOf(attempt);
    const cloud = this.world.cloudOf(current ?? {});
    const value = current?.issued?.secret.reveal();
    // What is found to be in force gets a new number, and answers nothing.
    if (attempt && !doubt) this.#answers(dueAt, asked);
    this.hold(13, kind.secret !== "mailed" || value === undefined, "a mailed secret is said to be held");
    // Nobody here knows it, and it was in force all the same.
    if (kind.secret === "mailed")
      for (const sent of cloud.sent)
        if (sent.version === attempt?.version && sent.isApplied) this.everInForce.add(sent.value ?? "");
    const isSettled = cloud.sent.every((sent) => sent.isKnown || sent.at + QUIET_MS <= now || sent.value === value);
    this.hold(6, !attempt || isSettled, "promoted while a request with another secret may land");
  }

  /** Law 12: no slot is answered twice, unless a person asks. */
  #answers(dueAt: Date, asked: Credential["asked"]): void {
    const slot = dueAt.getTime();
    this.hold(12, asked !== undefined || !this.#answered.has(slot), "one slot, two rotations");
    if (slot <= this.world.now) this.#answered.add(slot);
  }

  #leaves(was: Credential, is: Credential): void {
    const { graceMs } = this.world.declarationOf(is);
    const isGraceOver = this.world.now >= (is.current?.since.getTime() ?? 0) + graceMs;
    const isNew = is.previous?.isLeaving === true && !was.previous?.isLeaving;
    // Of two accounts it only says that there is no way back.
    this.hold(9, !isNew || isGraceOver || this.world.other !== undefined, "withdrew within the grace");
  }

  #wakes(is: Credential): void {
    const { stuck, asked, current, cursors, wakeAt, doubt } = is;
    this.hold(11, stuck?.message !== "" && Number.isFinite(wakeAt.getTime()), "no next step");
    const year = this.world.now + 300 * 86_400_000;
    this.hold(11, !asked || wakeAt.getTime() < year, "a request has no wake-up");
    if (!current?.issued || doubt) return;
    const { deliver } = this.world.declarationOf(is);
    const owed = deliver.map((sink) => cursors[sink]).filter((cursor) => cursor && cursor.version < current.number);
    const isAwaited = owed.every((cursor) => cursor && wakeAt <= cursor.againAt);
    this.hold(11, isAwaited, "a delivery owed has no wake-up");
  }

  /** Law 12: what is owed moves with a rotation, or with a declaration, and then to where the declaration says. */
  #moves(was: Credential, is: Credential, heardAt: number | undefined): void {
    const { setBackMs, now } = this.world;
    const isSetBack = setBackMs > 0;
    const hasMoved = is.dueAt.getTime() !== was.dueAt.getTime();
    const isRotated = is.current !== was.current;
    const { rotate } = this.world.declarationOf(is);
    const isDeclared = is.observed !== was.observed;
    const isSooner = isSetBack && is.dueAt < was.dueAt;
    this.hold(12, !hasMoved || isRotated || isDeclared || isSooner, "something else moved what is owed");
    // A rollback in the same look begins a version and moves nothing.
    const made = [was.current?.since, is.current?.since];
    // A version from the future counts as made when that was noticed, and what was answered stays answered.
    const settled = isSetBack
      ? [...made, new Date(now), new Date(heardAt ?? now), was.answeredAt, is.answeredAt]
      : made;
    // What an administrator had mailed is owed again at once.
    const isLent = was.attempt?.by !== undefined && isRotated && is.dueAt.getTime() === is.current?.since.getTime();
    const isAsDeclared = settled.some((since) => since && owes(rotate, is.dueAt.getTime(), since.getTime()));
    this.hold(12, !hasMoved || isAsDeclared || (isLent && !is.current?.issued), "due at another time than declared");
  }

  #drops(attempt: Attempt): void {
    const { now } = this.world;
    const cloud = this.world.cloudOf(attempt);
    const { version } = attempt;
    const mine = cloud.sent.filter((sent) => sent.version === version && !sent.isForgotten);
    // What was answered is in the air no more; it may be gone for good, where somebody else set another secret since.
    const isGone = (sent: Sent) => sent.isKnown && !(sent.isApplied && cloud.accepts(sent.value ?? ""));
    const isSettled = mine.every((sent) => sent.isRefused || isGone(sent) || sent.at + QUIET_MS <= now);
    // A person may have said that the other account is in force; this one is asked for again, and needs no old secret.
    const isSpare = this.world.other !== undefined && this.world.kind.secret === "returned";
    const isLive = !isSpare && mine.some((sent) => sent.isApplied && cloud.accepts(sent.value ?? ""));
    this.hold(14, isSettled && !isLive, "an attempt was dropped that may have changed something");
  }

  /** Holds at every instant. */
  always(): void {
    const { row, clouds, kind, now } = this.world;
    const { current, attempt, stuck, doubt } = row.credential;
    this.#allHeld();
    if (!attempt && current?.issued && !stuck && !doubt) {
      const cloud = this.world.cloudOf(current);
      this.hold(6, cloud.isForeign() || cloud.accepts(current.issued.secret.reveal()), "current does not log in");
    }
    this.noGap();
    const lockout = kind.limits?.lockout;
    if (!lockout) return;
    for (const { wrong } of clouds) {
      const inWindow = wrong.filter((at) => at > now - lockout.windowMs).length;
      this.hold(5, inWindow < lockout.tries, "the account is locked");
    }
  }

  /** What a newer state made is lost with it: whoever put the older one back did that. */
  disown(row: Credential): void {
    for (const cloud of this.world.clouds) cloud.disown(heldIn(row));
  }

  #allHeld(): void {
    const { kind, row, clouds } = this.world;
    const known = heldIn(row.credential);
    if (row.credential.doubt?.isProven) this.disown(row.credential);
    if (kind.secret !== "supplied") return;
    for (const { accepted, foreign } of clouds)
      for (const value of accepted.values())
        this.hold(1, known.includes(value) || foreign.has(value), "the secret in force is in no store");
  }

  /** When faults have stopped and time has passed. */
  atEnd(calmMs: number): void {
    const { now, row, sinks, kind, observed } = this.world;
    const { credential } = row;
    const cloud = this.world.cloudOf(credential.current ?? {});
    const state = stateOf(credential, new Date(now));
    const { waiting, current } = credential;
    this.hold(11, !credential.asked, "a request was neither met nor answered");
    this.hold(11, calmMs <= CALM_MS, `no rest in ${CALM_MS / 3_600_000} h without faults`);
    this.hold(11, state === "stable" || state === "stuck", `still ${state} (${waiting?.reason ?? ""}) at the end`);
    if (state !== "stable" || kind.secret === "mailed") return;
    this.hold(6, cloud.isForeign() || isInForce(this.world, credential), "stable, and current does not log in");
    for (const sink of observed.deliver)
      this.hold(11, sinks.get(sink)?.version === current?.number, "a sink is behind at the end");
    this.hold(9, cloud.isForeign() || cloud.own() === 1, "an old key was left behind");
  }
}

function heldIn({ current, previous, attempt }: Credential): readonly (string | undefined)[] {
  return [current?.issued, previous?.issued, attempt?.candidate].map((issued) => issued?.secret.reveal());
}
