import type {
  Clock,
  Connection,
  CredentialKind,
  Declared,
  PasswordRules,
  Report,
  Secret,
  Sink,
  Store,
} from "@rekey/core";
import type { Circuits } from "./circuits.ts";
import type { ClockWatch } from "./watch.ts";

/** Tools are everything the reconciler reaches the world with: it has no other doors. */
export interface Tools {
  readonly store: Store;
  readonly clock: Clock;
  /** The one place where everything is told; it must not throw. */
  readonly report: Report;
  /** The operator's connection of that name. Throws ERR_DECLARATION where there is none. */
  connection(name: string): Connection;
  /** The kind of that name. Throws ERR_DECLARATION where there is none. */
  kind(name: string): CredentialKind;
  /** The operator's sink of that name. Throws ERR_DELIVERY where there is none. */
  sink(name: string): Sink;
  /**
   * Why the operator lets nothing be begun for a declaration, or where a sink is named nothing be delivered there; absent where it may. What may have
   * been sent is carried on all the same.
   */
  forbidden?(declared: Declared, sink?: string): string | undefined;
  /** What this process knows of its connections; where absent, each credential learns it by itself. */
  readonly circuits?: Circuits | undefined;
  generate(rules: PasswordRules): Secret;
  /** How long a claim stands, in milliseconds: five minutes unless given, and well above a connection's longest request. */
  readonly claimMs?: number | undefined;
  /** How long an accepted change may take to take hold before a person is asked: 30 minutes unless given. */
  readonly patienceMs?: number | undefined;
  /** Holds back whatever would be sent while the clock is not to be trusted (law 12). */
  readonly watch?: ClockWatch | undefined;
}
