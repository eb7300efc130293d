import type { Attempt, Bill, Claim, Credential, Delivery } from "@rekey/core";
import { type Cloud, FIRST, LONGEST_MS, QUIET_MS, SECOND } from "./cloud.ts";
import type { Sent } from "./sent.ts";
import { Onlooker } from "./onlooker.ts";
import type { Process } from "./setting.ts";

/** What one holder has paid for at one account, and how many of its tries are not known to have been right. */
interface Account {
  paid: number;
  doubtful: number;
}

/** A change on its way to one account. */
interface Sending {
  readonly cloud: Cloud;
  readonly next: string | undefined;
  readonly version: number;
}

/** The laws about what leaves a holder: for the service, and for the sinks. */
export class Traffic extends Onlooker {
  readonly everInForce = new Set<string>([FIRST, SECOND]);
  readonly #accounts = new Map<string, Account>();
  readonly #abandoned = new Map<string, Delivery>();

  /** A change leaves for the service. */
  sends(claim: Claim | undefined, { cloud, next, version }: Sending): void {
    const { now, row } = this.world;
    const { attempt } = row.credential;
    const kind = this.world.kindOf(attempt);
    const open = cloud.sent.filter((sent) => !sent.isKnown);
    // An older state knows nothing of what was sent to the other account, and goes on with the one in force.
    const told = this.world.other ? cloud.sent.filter((sent) => !sent.isForgotten) : cloud.sent;
    const isIntended = attempt?.phase === "sent" && attempt.candidate?.secret.reveal() === next;
    this.hold(1, isIntended, "a change left before its intent was durable");
    this.hold(
      3,
      open.every((sent) => sent.isChecked || sent.at + QUIET_MS <= now),
      "a change left while another was unknown",
    );
    this.hold(
      4,
      told.every((sent) => next === undefined || sent.value === next || this.#isClosed(sent, cloud)),
      "a new candidate though the last one may be in force",
    );
    this.hold(
      6,
      open.every((sent) => sent.at + QUIET_MS <= now || (kind.secret === "supplied" && sent.value === next)),
      "asked for another while the first may land",
    );
    this.hold(7, this.#isInTime(claim), "a change left at the end of its claim");
    this.hold(5, this.#isWithinQuota(cloud), "more changes than the service makes");
    const isSecondMail = cloud.sent.some((sent) => sent.version === version && mayHaveHappened(sent));
    this.hold(13, kind.secret !== "mailed" || !isSecondMail, "a second mail for one request");
  }

  /** Anything leaves a holder. */
  goesOut({ isForsaken }: Process): void {
    this.hold(7, !isForsaken, "a holder went on after its store had failed");
  }

  /** A secret is tried. */
  logsIn(value: string, cloud: Cloud): void {
    const whose = this.world.clouds.filter(({ sent }) => sent.some((one) => one.value === value));
    this.hold(5, whose.length === 0 || whose.includes(cloud), "one account's secret was tried at the other");
    const { attempt, quietUntil, current, doubt } = this.world.row.credential;
    if (doubt) return;
    const isCurrent = value === current?.issued?.secret.reveal();
    const isUnsent = attempt?.phase === "unsent" && this.#isDeclared(attempt);
    this.hold(3, !isUnsent, "a secret was tried while no change had been sent");
    this.hold(3, attempt?.phase !== "landed" || !isCurrent, "the old secret was tried though the change was made");
    const isQuiet = attempt !== undefined || !quietUntil || quietUntil.getTime() <= this.world.now;
    this.hold(6, isQuiet, "a secret was tried while a request might land");
  }

  /** Something that may count as a wrong login leaves. */
  tries(claim: Claim | undefined, cloud: Cloud): void {
    if (!claim || !this.world.kind.limits?.lockout) return;
    this.hold(7, this.#isInTime(claim), "a try left at the end of its claim");
    const account = this.#account(claim, cloud);
    this.hold(5, ++account.doubtful <= account.paid, "a try that was not paid for");
  }

  wasRight(claim: Claim | undefined, cloud: Cloud): void {
    if (claim) this.#account(claim, cloud).doubtful--;
  }

  pays(claim: Claim, { identity, tries }: Bill): void {
    const account = this.#account(claim, this.world.cloudOf(identity.split(":").at(2)));
    account.paid += tries;
    this.hold(5, account.doubtful <= account.paid, "a try was given back that may have been wrong");
  }

  reads(claim: Claim | undefined): void {
    const isStale = claim?.epoch !== this.world.row.epoch;
    const isKept = this.world.row.credential.attempt?.reply !== undefined;
    this.hold(2, isStale || isKept, "a reply was read before it was kept");
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
      value === undefined || observed.deliver.every((sink) => sinks.get(sink)?.current.secret.reveal() !== value),
      "withdrew what a sink still has",
    );
    this.hold(9, id !== current?.issued?.id && id !== attempt?.candidate?.id, "withdrew what is in force");
    const isWritten = id !== previous?.issued?.id || previous.isLeaving === true;
    this.hold(9, isWritten, "a withdrawal was sent that was not written down");
  }

  /** P6: where two accounts take turns, what any sink has logs in at every instant. */
  noGap(): void {
    const { other, sinks, row, clouds } = this.world;
    if (!other) return;
    for (const [name, copy] of sinks) {
      const value = copy.current.secret.reveal();
      const isWorking = clouds.some((cloud) => cloud.accepts(value) || cloud.hadForeign());
      // One that comes back starts from nothing: nobody knew of its copy meanwhile.
      const isKnown = isServed(row.credential, name) && this.#abandoned.get(name) !== copy;
      this.hold(9, !isKnown || isWorking, "a sink has what no longer logs in");
    }
  }

  /** Claims are numbered anew from an older state on. What a sink has that nobody serves any more is nobody's, even if an older state served it. */
  protected abandon(): void {
    const { row, sinks } = this.world;
    this.#accounts.clear();
    for (const [name, copy] of sinks) if (!isServed(row.credential, name)) this.#abandoned.set(name, copy);
  }

  /** What was proven to have changed nothing is gone with the kind it was begun by, written down or not. */
  #isDeclared({ kind, by }: Attempt): boolean {
    const { declaration } = this.world.row.declared;
    return kind === (by ? declaration.reconcile?.kind : declaration.kind);
  }

  #isClosed(sent: Sent, cloud: Cloud): boolean {
    const isOver = sent.isKnown || sent.at + QUIET_MS <= this.world.now;
    // What is known to have been mailed is in force, and in no store.
    const isOfRecipient = cloud.foreign.has(sent.value ?? "");
    if ((sent.isKnown && (sent.isRefused || isOfRecipient)) || this.everInForce.has(sent.value ?? "")) return true;
    // Where an administrator goes on, it may have been made and overwritten since by somebody else.
    return isOver && (!sent.isApplied || (this.world.admin !== undefined && !cloud.accepts(sent.value ?? "")));
  }

  /** What was made, or may be, as far as the store can know; an administrator's changes are another kind's. */
  #isWithinQuota({ sent }: Cloud): boolean {
    const { quota } = this.world.kindOf(this.world.row.credential.attempt).limits ?? {};
    if (!quota || this.world.admin) return true;
    const since = this.world.now - quota.windowMs;
    const made = sent.filter((one) => one.at > since && !one.isForgotten && mayHaveHappened(one));
    return made.length < quota.changes;
  }

  #isInTime(claim: Claim | undefined): boolean {
    return claim !== undefined && this.world.now < claim.endsAt.getTime() - LONGEST_MS;
  }

  #account({ epoch }: Claim, cloud: Cloud): Account {
    const key = `${epoch} ${this.world.clouds.indexOf(cloud)}`;
    const account = this.#accounts.get(key) ?? { paid: 0, doubtful: 0 };
    this.#accounts.set(key, account);
    return account;
  }
}

function isServed({ cursors }: Credential, sink: string): boolean {
  return (cursors[sink]?.version ?? 0) > 0;
}

function mayHaveHappened(sent: Sent): boolean {
  return sent.isApplied || sent.landsAt !== undefined;
}
