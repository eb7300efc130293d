import { type Attempt, type Bill, type Claim, type Credential, type Delivery, stateOf } from "@rekey/core";
import { FIRST, LONGEST_MS, QUIET_MS, type Sent } from "./cloud.ts";
import type { Process, World } from "./world.ts";

export class Violation extends Error {
  readonly law: number;

  constructor(law: number, why: string) {
    super(`law ${law}: ${why}`);
    this.law = law;
  }
}

/** What one holder has paid for, and how many of its tries are not known to have been right. */
interface Account {
  paid: number;
  doubtful: number;
}

/** The laws of the house, as what an onlooker who sees everything may object to. */
export class Laws {
  readonly world: World;
  readonly everInForce = new Set<string>([FIRST]);
  readonly #accounts = new Map<number, Account>();

  constructor(world: World) {
    this.world = world;
  }

  /** A change leaves for the service. */
  sends(claim: Claim | undefined, next: string | undefined, version: number): void {
    const { now, cloud, row, kind } = this.world;
    const { attempt } = row.credential;
    const open = cloud.sent.filter((sent) => !sent.isKnown);
    const isIntended = attempt?.phase === "sent" && attempt.candidate?.secret.reveal() === next;
    this.hold(1, isIntended, "a change left before its intent was durable");
    this.hold(
      3,
      open.every((sent) => sent.isChecked || sent.at + QUIET_MS <= now),
      "a change left while another was unknown",
    );
    this.hold(
      4,
      cloud.sent.every((sent) => next === undefined || sent.value === next || isClosed(sent, this.everInForce, now)),
      "a new candidate though the last one may be in force",
    );
    this.hold(
      6,
      open.every((sent) => sent.at + QUIET_MS <= now || (kind.secret === "supplied" && sent.value === next)),
      "asked for another while the first may land",
    );
    this.hold(7, this.#isInTime(claim), "a change left at the end of its claim");
    const isSecondMail = cloud.sent.some((sent) => sent.version === version && mayHaveHappened(sent));
    this.hold(13, kind.secret !== "mailed" || !isSecondMail, "a second mail for one request");
  }

  /** Anything leaves a holder. */
  goesOut({ isForsaken }: Process): void {
    this.hold(7, !isForsaken, "a holder went on after its store had failed");
  }

  /** Something that may count as a wrong login leaves. */
  tries(claim: Claim | undefined): void {
    if (!claim || !this.world.kind.limits?.lockout) return;
    this.hold(7, this.#isInTime(claim), "a try left at the end of its claim");
    const account = this.#account(claim);
    this.hold(5, ++account.doubtful <= account.paid, "a try that was not paid for");
  }

  wasRight(claim: Claim | undefined): void {
    if (claim) this.#account(claim).doubtful--;
  }

  pays(claim: Claim, { tries }: Bill): void {
    const account = this.#account(claim);
    account.paid += tries;
    this.hold(5, account.doubtful <= account.paid, "a try was given back that may have been wrong");
  }

  reads(claim: Claim | undefined): void {
    const isStale = claim?.epoch !== this.world.row.epoch;
    const isKept = this.world.row.credential.attempt?.reply !== undefined;
    this.hold(2, isStale || isKept, "a reply was read before it was kept");
  }

  /** Asked for before a commit: other holders may run while it is written. */
  isStale({ epoch }: Claim): boolean {
    return epoch !== this.world.row.epoch;
  }

  commits(was: Credential, is: Credential, isStale: boolean): void {
    const { now, cloud, kind } = this.world;
    const observed = this.world.declarationOf(is);
    this.hold(7, !isStale, "a stale holder wrote");
    const isOwed = is.dueAt.getTime() <= now || is.asked === "rotate";
    if (!was.attempt && is.attempt) this.hold(8, isOwed, "rotated though nothing was due");
    const isPromoted = is.current?.number !== was.current?.number;
    this.#moves(was, is);
    const isGraceOver = now >= (is.current?.since.getTime() ?? now) + observed.graceMs;
    if (is.previous?.isLeaving && !was.previous?.isLeaving) this.hold(9, isGraceOver, "withdrew within the grace");
    if (isPromoted && was.attempt)
      this.hold(
        6,
        cloud.sent.every(
          (sent) => sent.isKnown || sent.at + QUIET_MS <= now || sent.value === is.current?.issued?.secret.reveal(),
        ),
        "promoted while a request with another secret may land",
      );
    if (isPromoted && kind.secret === "mailed")
      this.hold(13, is.current?.issued === undefined, "a mailed secret is said to be held");
    if (was.attempt && !is.attempt && !isPromoted) this.drops(was.attempt);
    if (is.current?.issued) this.everInForce.add(is.current.issued.secret.reveal());
    this.hold(11, is.stuck?.message !== "" && Number.isFinite(is.wakeAt.getTime()), "no next step");
    const owed = observed.deliver.filter((sink) => (is.cursors[sink]?.version ?? 0) < (is.current?.number ?? 0));
    this.hold(
      11,
      !is.current?.issued || owed.every((sink) => is.wakeAt <= (is.cursors[sink]?.againAt ?? is.wakeAt)),
      "a delivery owed has no wake-up",
    );
  }

  /** Law 12: what is owed moves with a rotation, or with a declaration, and then to where the declaration says. */
  #moves(was: Credential, is: Credential): void {
    const hasMoved = is.dueAt.getTime() !== was.dueAt.getTime();
    const isRotated = is.current !== was.current;
    const { rotate } = this.world.declarationOf(is);
    const isDeclared = is.observed !== was.observed;
    this.hold(12, !hasMoved || isRotated || isDeclared, "something else moved what is owed");
    // A rollback in the same look begins a version and moves nothing.
    const isAsDeclared = [was.current, is.current].some(
      (version) => version && is.dueAt.getTime() === version.since.getTime() + rotate.everyMs,
    );
    this.hold(12, !hasMoved || isAsDeclared, "due at another time than declared");
  }

  drops({ version }: Attempt): void {
    const { cloud, now } = this.world;
    const mine = cloud.sent.filter((sent) => sent.version === version);
    const isSettled = mine.every(
      (sent) => sent.isRefused || (sent.isKnown && !sent.isApplied) || sent.at + QUIET_MS <= now,
    );
    const isLive = mine.some((sent) => sent.isApplied && cloud.accepts(sent.value ?? ""));
    this.hold(14, isSettled && !isLive, "an attempt was dropped that may have changed something");
  }

  delivers({ version, current }: Delivery, had: Delivery | undefined, isCurrentHolder: boolean): void {
    const isSame = !had || version !== had.version || current.secret.reveal() === had.current.secret.reveal();
    this.hold(8, isSame, "one version, two secrets");
    this.hold(8, !had || version >= had.version || !isCurrentHolder, "a sink was taken backwards");
  }

  retires(id: string): void {
    const { row, sinks, observed, cloud } = this.world;
    const { current, previous, attempt } = row.credential;
    const value = cloud.accepted.get(id);
    this.hold(
      9,
      observed.deliver.every((sink) => sinks.get(sink)?.current.secret.reveal() !== value),
      "withdrew what a sink still has",
    );
    this.hold(9, id !== current?.issued?.id && id !== attempt?.candidate?.id, "withdrew what is in force");
    const isWritten = id !== previous?.issued?.id || previous.isLeaving === true;
    this.hold(9, isWritten, "a withdrawal was sent that was not written down");
  }

  /** Holds at every instant. */
  always(): void {
    const { cloud, row, kind, now } = this.world;
    const { current, previous, attempt, stuck } = row.credential;
    const versions = [current?.issued, previous?.issued, attempt?.candidate];
    const known = versions.map((issued) => issued?.secret.reveal());
    if (kind.secret === "supplied")
      this.hold(
        1,
        [...cloud.accepted.values()].every((value) => known.includes(value) || cloud.foreign.has(value)),
        "the secret in force is in no store",
      );
    if (!attempt && current?.issued && !stuck)
      this.hold(6, cloud.isForeign() || cloud.accepts(current.issued.secret.reveal()), "current does not log in");
    const lockout = kind.limits?.lockout;
    if (!lockout) return;
    const inWindow = cloud.wrong.filter((at) => at > now - lockout.windowMs).length;
    this.hold(5, inWindow < lockout.tries, "the account is locked");
  }

  /** When faults have stopped and time has passed. */
  atEnd(): void {
    const { now, row, cloud, sinks, kind, observed } = this.world;
    const { credential } = row;
    const state = stateOf(credential, new Date(now));
    const { waiting, current } = credential;
    const isAtEnd = state === "stable" || state === "stuck";
    this.hold(11, !credential.asked, "a request was neither met nor answered");
    this.hold(11, isAtEnd, `still ${state} (${waiting?.reason ?? ""}) at the end`);
    if (state !== "stable" || kind.secret === "mailed") return;
    const isInForce = cloud.isForeign() || cloud.accepts(current?.issued?.secret.reveal() ?? "");
    this.hold(6, isInForce, "stable, and current does not log in");
    for (const sink of observed.deliver)
      this.hold(11, sinks.get(sink)?.version === current?.number, "a sink is behind at the end");
    this.hold(9, cloud.accepted.size === 1, "an old key was left behind");
  }

  hold(law: number, holds: boolean, why: string): void {
    if (!holds) throw this.world.object(new Violation(law, why));
  }

  #isInTime(claim: Claim | undefined): boolean {
    return claim !== undefined && this.world.now < claim.endsAt.getTime() - LONGEST_MS;
  }

  #account({ epoch }: Claim): Account {
    const account = this.#accounts.get(epoch) ?? { paid: 0, doubtful: 0 };
    this.#accounts.set(epoch, account);
    return account;
  }
}

function mayHaveHappened(sent: Sent): boolean {
  return sent.isApplied || sent.landsAt !== undefined;
}

function isClosed(sent: Sent, everInForce: ReadonlySet<string>, now: number): boolean {
  return (
    (sent.isKnown && sent.isRefused) ||
    (sent.value !== undefined && everInForce.has(sent.value)) ||
    (sent.at + QUIET_MS <= now && !sent.isApplied)
  );
}
