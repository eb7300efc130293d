import type { Reply } from "./connection.ts";
import type { Problem, Reason } from "./errors.ts";
import type { Facts, Issued } from "./kind.ts";
import type { Secret } from "./secret.ts";

/** A Credential is what is in force, and the one row that says what comes next. Only the holder of its claim writes it, whole. */
export interface Credential {
  readonly uid: string;
  /** The generation of the declaration that it was last planned for. */
  readonly observed: number;
  /** What is owed; the schedule alone moves it. */
  readonly dueAt: Date;
  /** The latest `dueAt` that a rotation answered; it survives a clock that is set back, so no slot is owed twice (law 12). */
  readonly answeredAt?: Date | undefined;
  /** When to look next: due, claim end, back-off, delivery, retirement. */
  readonly wakeAt: Date;
  /** The highest version ever opened: a number is never given twice, so a refused attempt leaves a gap. */
  readonly opened: number;
  readonly current?: Version | undefined;
  readonly previous?: Version | undefined;
  readonly attempt?: Attempt | undefined;
  readonly waiting?: Waiting | undefined;
  readonly stuck?: Stuck | undefined;
  /** Set while the row may be older than the world: until it is settled, nothing is sent with what it says, and nothing is delivered or withdrawn. */
  readonly doubt?: Doubt | undefined;
  /** What came of asking, unasked, whether the version in force still logs in. */
  readonly heartbeat?: Heartbeat | undefined;
  /** Until then a request that carries `current` may still land, so no other secret is sent (law 6). */
  readonly quietUntil?: Date | undefined;
  /** Until then nothing new is begun, as a person said; what is under way goes on. */
  readonly pausedUntil?: Date | undefined;
  /** The one step that a person approved: it covers one attempt, and every re-send of that. */
  readonly approved?: Approval | undefined;
  /** Failures in a row, for the back-off. */
  readonly fails: number;
  /** What a person asked for and has not got yet; a pause or an approval is had as soon as it is heard. */
  readonly asked?: "rotate" | "rollback" | Statement | undefined;
  /** The last request that was taken in. */
  readonly answered: number;
  readonly cursors: Readonly<Record<string, Cursor>>;
}

/** A Turn says which of two accounts that take turns a secret is of, and by whose way it is changed. */
export interface Turn {
  /** Whether it is the alternate account's. */
  readonly isAlternate?: true | undefined;
  /** Set where the administrator's kind changes it, and not the declared one. */
  readonly by?: "reconcile" | undefined;
}

/** A Version is a secret that is or was in force. One that went to its recipient has no `issued`: nobody here holds it. */
export interface Version extends Pick<Turn, "isAlternate"> {
  readonly number: number;
  readonly issued?: Issued | undefined;
  readonly facts: Facts;
  readonly since: Date;
  /** When a login last proved it; absent where none has. */
  readonly verifiedAt?: Date | undefined;
  readonly retireAt?: Date | undefined;
  /** Whether a rotation made it; a person's word, or a way back, made the others. */
  readonly isRotated?: boolean | undefined;
  /** Set before its withdrawal is sent: from then on there is no way back to it (law 9). */
  readonly isLeaving?: boolean | undefined;
}

/** An Attempt is one rotation under way, durable before the service hears of it. */
export interface Attempt extends Turn {
  readonly version: number;
  /** The kind that it was begun with, and that alone carries it on; absent where it is older than that. */
  readonly kind?: string | undefined;
  /** Why it was begun, as the plan said it. */
  readonly why: string;
  /** unsent: proven to have changed nothing; sent: anything may have come of it; landed: the change was made. */
  readonly phase: "unsent" | "sent" | "landed";
  /** What the kind's `before` saw. */
  readonly before: Facts;
  /** What the kind's `facts` saw, kept with the version so that delivering needs no cloud. */
  readonly facts: Facts;
  readonly openedAt: Date;
  readonly candidate?: Issued | undefined;
  readonly reply?: Reply | undefined;
  readonly landedAt?: Date | undefined;
  /** Until then a request of this attempt whose outcome nobody knows may still land. */
  readonly quietUntil?: Date | undefined;
}

/** An Ask is what a person may want of one credential. `pause` has to end; a later one takes its place, and `resume` ends it now. `deliver` gives every sink the version in force once more. */
export type Ask =
  "rotate" | "rollback" | "resume" | "deliver" | { readonly pause: Date } | { readonly approve: Approving } | Statement;

/** An Approving names the one step that it allows: its hash is over whose secret it is, how that is declared, and the version to be. */
export interface Approving {
  readonly hash: string;
  readonly version: number;
  /** Until then an attempt may begin with it. */
  readonly expiresAt: Date;
}

/** An Approval is an Approving, and who gave it. */
export interface Approval extends Approving {
  readonly by: string;
  readonly at: Date;
}

/** A Statement says which secret is the account's, which resolves a stuck attempt and imports a secret alike. */
export interface Statement extends Pick<Turn, "isAlternate"> {
  readonly inForce: "candidate" | "current" | Secret;
  /** What the service calls the version of a secret that is said, where versions have names; one without is never withdrawn. */
  readonly id?: string | undefined;
}

export interface Waiting {
  readonly reason: Reason;
  readonly message: string;
  readonly until: Date;
  readonly problem?: Problem | undefined;
}

/** A Stuck names what only a person can decide. */
export interface Stuck {
  readonly message: string;
  readonly since: Date;
  readonly problem?: Problem | undefined;
}

/** A Doubt says why a row may be older than the world: an older state of its store was put back, or may have been. */
export interface Doubt {
  readonly message: string;
  readonly since: Date;
  /** Until then what a newer state had sent may still land, so nobody is asked (law 6). */
  readonly until: Date;
  /** Whether something newer was seen. Where it was not, a row that nothing speaks against is believed. */
  readonly isProven: boolean;
}

/** A Heartbeat is what came of asking whether a version that is in force still logs in; it says nothing of any other version. */
export interface Heartbeat {
  readonly version: number;
  readonly askedAt: Date;
  /** When it is asked again, where that is sooner than its period says. */
  readonly againAt?: Date | undefined;
  /** When the service refused it first, with no right answer since. */
  readonly refusedAt?: Date | undefined;
  /** Since when it counts as drifted: somebody else changed the secret at the service. */
  readonly driftedAt?: Date | undefined;
  /** Why the last question has no answer. */
  readonly problem?: Problem | undefined;
}

/** A Cursor is how far one sink is: deliveries owed are those above it. */
export interface Cursor {
  readonly version: number;
  readonly fails: number;
  readonly againAt: Date;
  readonly deliveredAt?: Date | undefined;
  readonly problem?: Problem | undefined;
}

export type State = "stable" | "due" | "rotating" | "unknown" | "waiting" | "stuck";

/** Law 11: every credential is in exactly one state. What nobody knows comes before why we wait to learn it. */
export function stateOf({ stuck, doubt, attempt, waiting, dueAt, current }: Credential, now: Date): State {
  if (stuck) return "stuck";
  if (doubt || attempt?.phase === "sent") return "unknown";
  if (waiting && waiting.until > now) return "waiting";
  if (attempt) return "rotating";
  return !current || dueAt <= now ? "due" : "stable";
}

/** As late as a Date can be: a change under way ends when its holder says so, for ever as far as others know. */
const FOR_EVER = new Date(8.64e15);

/**
 * Until when a change of it may be under way, which holds up its lane and keeps it from being forgotten; absent where nothing is. What waits for a
 * person, stuck or for another declaration, holds up nobody once its quiet time is over: nothing of it is in the air any more.
 */
export function underWayUntil({ attempt, stuck, waiting }: Credential): Date | undefined {
  const isForPerson = stuck !== undefined || waiting?.reason === "declaration";
  return attempt && attempt.phase !== "unsent" && !isForPerson ? FOR_EVER : attempt?.quietUntil;
}

/** A Credential as it stands when it is first declared: due at once. */
export function fresh(uid: string, now: Date): Credential {
  return { uid, observed: 0, dueAt: now, wakeAt: now, opened: 0, fails: 0, answered: 0, cursors: {} };
}
