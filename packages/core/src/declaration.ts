import type { Schedule } from "./schedule.ts";

/** A Declaration is what somebody wants: this credential, changed so often, delivered there. It names connections and sinks of the operator's part and carries no address, path or reference of its own. */
export interface Declaration {
  /** `[a-z0-9][a-z0-9-]{0,62}`, up to four joined by dots. */
  readonly name: string;
  /** `file`, `org/project/stack/name`, or `none`: its owner let go of it, and it keeps rotating. */
  readonly owner: string;
  readonly kind: string;
  readonly connection: string;
  /** As its kind's schema parses it, by the service's own ids; plain JSON. */
  readonly account: unknown;
  /** The account that takes turns with `account`, so that the one in force is never the one that is changed; it stays what it was first declared as. */
  readonly alternate?: unknown;
  /** Who sets the secret anew where the service refuses the one that is held. */
  readonly reconcile?: Reconcile | undefined;
  readonly rotate: Schedule;
  /** Names of sinks; all of them are required before a previous version is withdrawn. */
  readonly deliver: readonly string[];
  /** How long a previous version stays valid, where the service has two. */
  readonly graceMs: number;
  /** `auto`: nobody is asked before a step that disturbs a person or a device; where absent, such a step waits for approval. */
  readonly approval?: "auto" | undefined;
  /** How often a login looks whether the version in force is still accepted, where the kind has one: once a day where absent. */
  readonly heartbeat?: "off" | { readonly everyMs: number } | undefined;
  /** `rotate`: a version that the service refuses is rotated unasked; where absent that is told and left to people. */
  readonly drift?: "rotate" | undefined;
  /** Others that it never begins close to. */
  readonly stagger?: Stagger | undefined;
}

/** A Stagger is a group of credentials of which no two begin a rotation within an offset: replicas of one application, say, or the two halves of a pair. */
export interface Stagger {
  readonly group: string;
  readonly offsetMs: number;
}

/** A Reconcile is an administrator's way to the same secret: a kind of the same identity that needs no old one, its connection, and its account. */
export interface Reconcile {
  readonly kind: string;
  readonly connection: string;
  readonly account: unknown;
}

/** A Place is where a declaration stands among others, computed by whoever knows its kind, since a store knows none. */
export interface Place {
  /** `<kind's identity>`: unique over all declarations of a store. */
  readonly identity: string;
  readonly lane: string;
  /** Where the account stands that takes turns with it; its identity is as unique, and its lane is taken along with the other. */
  readonly alternate?: Pick<Place, "identity" | "lane"> | undefined;
}

/** Whose secrets a declaration is about: one account's, or both that take turns. */
export function identitiesOf({ identity, alternate }: Place): readonly string[] {
  return alternate ? [identity, alternate.identity] : [identity];
}

/** Whether a declaration would become another secret's. Versions say only whether they are the alternate's, so neither account may become another; a first alternate may come later. */
export function isElsewhere(was: Place, is: Place): boolean {
  const isOther = was.alternate !== undefined && was.alternate.identity !== is.alternate?.identity;
  return was.identity !== is.identity || isOther;
}

/** A Declared is a declaration as a store holds it. */
export interface Declared {
  readonly uid: string;
  /** Counts up whenever the declaration changes. */
  readonly generation: number;
  readonly declaration: Declaration;
  readonly place: Place;
  readonly declaredAt: Date;
  readonly forgottenAt?: Date | undefined;
}

const NAME = /^[a-z0-9][a-z0-9-]{0,62}(\.[a-z0-9][a-z0-9-]{0,62}){0,3}$/;

/** Whether a text keeps the grammar of names. */
export function isName(text: string): boolean {
  return NAME.test(text);
}
