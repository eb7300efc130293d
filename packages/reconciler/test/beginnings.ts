import type { Credential } from "@rekey/core";
import { isOpen } from "./calendar.ts";
import { Traffic } from "./traffic.ts";

/** One step that somebody approved. */
interface Approved {
  readonly version: number;
  readonly generation: number;
  readonly expiresAt: Date;
}

/** The laws about what is begun: when, and whom it disturbs. */
export class Beginnings extends Traffic {
  /** What people approved, as they saw it. */
  readonly approvals: Approved[] = [];

  begins(is: Credential, now: number): void {
    const { other } = this.world;
    const { rotate, graceMs } = this.world.declarationOf(is);
    const isGraceOver = now >= (is.current?.since.getTime() ?? 0) + graceMs;
    this.hold(9, !other || isGraceOver, "changed the other account within the grace");
    this.#disturbs(is, now);
    this.hold(11, !is.pausedUntil || is.pausedUntil.getTime() <= now, "began in a pause");
    const schedule = is.asked === undefined ? rotate : { ...rotate, windows: undefined };
    this.hold(11, isOpen(schedule, now), "began in a blackout, or outside its windows");
  }

  #disturbs(is: Credential, now: number): void {
    const { attempt, current, asked, observed } = is;
    const kind = this.world.kindOf(attempt);
    const isApproved = this.approvals.some(
      ({ version, generation, expiresAt }) =>
        version === attempt?.version && generation === observed && expiresAt.getTime() > now,
    );
    const isAuto = this.world.declarationOf(is).approval === "auto";
    this.hold(13, isApproved || !kind.disrupts || isAuto, "disturbed somebody whom nobody asked");
    if (!attempt?.by) return;
    // Whatever the declaration says of approval: nobody here knows whether the last mail was read.
    const isMail = kind.secret === "mailed";
    this.hold(13, isApproved || !isMail, "an administrator's mail that nobody approved");
    const isWaitedFor = current !== undefined && !current.issued;
    // What was asked for and turned away unsent is carried on, whatever else was asked and declined since.
    const isAsked = asked === "rotate" || attempt.why.startsWith("requested");
    this.hold(13, !isMail || !isWaitedFor || isAsked, "a second mail, though nobody asked for one");
    const isRefused = isWaitedFor || !current || !this.world.cloudOf({}).accepts(current.issued?.secret.reveal() ?? "");
    this.hold(3, isRefused, "the administrator's way was taken though the old secret logs in");
  }
}

/** Whether something may have been sent. */
export function isUnderWay({ attempt }: Credential): boolean {
  return attempt !== undefined && attempt.phase !== "unsent";
}
