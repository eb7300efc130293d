import type { z } from "zod";
import type { Connection, Reply } from "./connection.ts";
import type { PasswordRules } from "./rules.ts";
import type { Secret } from "./secret.ts";

/** A CredentialKind knows how one sort of credential is changed, and keeps no state. Its one distinction: who makes the new secret. Kinds use methods, never arrow properties. */
export type CredentialKind<A = unknown> = Supplied<A> | Returned<A> | Mailed<A>;

/** What every kind has. Each optional method says by its absence that the service has no such thing. */
export interface Kind<A> {
  /** `<package>.<credential>`: stores hold it, never rename. */
  readonly name: `${string}.${string}`;
  /** Whose secret: validates YAML, HTTP and Pulumi input alike. */
  readonly account: z.ZodType<A>;
  /** Says whose secret it is, canonically; unique over all declarations of a store. */
  identity(account: A): string;
  /** Answers with the same account by the service's own ids, where a person may have named it otherwise. Changes nothing. */
  locate?(account: A, via: Connection): Promise<A>;
  /** One change is in flight a lane: a DCS instance, an IAM user. Absent where the identity is its own lane. */
  lane?(account: A): string;
  readonly limits?: Limits;
  /** What a rotation does to a person or a device; such a step waits for approval. */
  readonly disrupts?: string;
  /** What the connection's identity must be allowed so that it may be changed, as IAM's policies name it; absent where the service has no such names. */
  readonly permissions?: readonly string[];
  /** Looks, without changing anything, at what `landed` will compare with; refuses what cannot work. */
  before?(account: A, via: Connection): Promise<Facts>;
  /** Whether an accepted change has taken hold. Absent where the reply means that it has. */
  ready?(account: A, via: Connection): Promise<boolean>;
  /** Tries a secret, by the service's name for its version where it has one; a wrong one may count towards a lock-out. */
  check?(account: A, secret: Secret, via: Connection, id?: string): Promise<Checked>;
  /** Says, from evidence that costs no try, whether the change was made since `before`. */
  landed?(account: A, before: Facts, via: Connection): Promise<Landed>;
  /**
   * Withdraws one version by the service's name for it. Repeatable: a version already gone is retired. `isOrphan` says that `landed` named it: nobody ever held
   * its secret, so nobody can be using it.
   */
  retire?(account: A, id: string, via: Connection, isOrphan?: boolean): Promise<"retired" | { againAt: Date }>;
  /** Makes a version that is not yet retired usable again. Repeatable; ERR_REFUSED where it is gone. */
  restore?(account: A, id: string, via: Connection): Promise<void>;
  /** What a consumer needs beside the secret: user, host, port. Read before the intent and kept with the version. */
  facts?(account: A, via: Connection): Promise<Facts>;
}

interface SuppliedBase<A> extends Kind<A> {
  readonly secret: "supplied";
  rules(account: A): PasswordRules;
}

/** We choose the secret and an administrator sets it: no old secret is needed, no try is spent, and it may be sent again over anything. */
export interface Settable<A> extends SuppliedBase<A> {
  /** The change is its last call: an error after it would look like a proof. */
  set(account: A, next: Secret, via: Connection): Promise<void>;
}

/** We choose the secret and its owner changes it: the old one goes along, and a wrong one counts as a try. */
export interface Changeable<A> extends SuppliedBase<A> {
  /** The change is its last call: an error after it would look like a proof. */
  change(account: A, secrets: { current: Secret; next: Secret }, via: Connection): Promise<void>;
}

export type Supplied<A> = Settable<A> | Changeable<A>;

/** The service chooses the secret and replies with it. */
export interface Returned<A> extends Kind<A> {
  readonly secret: "returned";
  /** Sends, and looks at nothing in the reply. */
  reset(account: A, via: Connection): Promise<Reply>;
  /** Pure; runs after the reply is kept, and again after a crash. ERR_REFUSED where a 200 says no. */
  read(reply: Reply): Issued;
}

/** The service chooses the secret and sends it to a person; we never see it. */
export interface Mailed<A> extends Kind<A> {
  readonly secret: "mailed";
  reset(account: A, via: Connection): Promise<void>;
}

/** An Issued is a secret and, where versions live side by side, the service's own name for this one. */
export interface Issued {
  readonly secret: Secret;
  readonly id?: string | undefined;
}

/** `unclear`: this account's secret cannot be tried (a second factor is wanted, say); nothing was sent that could count. */
export type Checked = "accepted" | "refused" | "unclear";

/** `orphan`: it landed and made a version whose secret nobody holds, under this id. */
export type Landed = "yes" | "no" | "unclear" | { orphan: string };

export type Facts = Readonly<Record<string, string>>;

export interface Limits {
  /** The service refuses a second change sooner than this. */
  readonly leastIntervalMs?: number;
  readonly quota?: Quota;
  readonly lockout?: Lockout;
}

/** A Quota is how many changes a service makes of one account within a window that goes along with time. */
export interface Quota {
  readonly changes: number;
  readonly windowMs: number;
}

/** A Lockout is how many wrong tries within a window lock an account. */
export interface Lockout {
  readonly tries: number;
  readonly windowMs: number;
}
