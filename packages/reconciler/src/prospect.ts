import type { Credential, CredentialKind, Declaration, Declared } from "@rekey/core";
import { short } from "./short.ts";

/** A Prospect is what a step will cost and change, as far as the kind says. */
export interface Prospect {
  /** The version in force. */
  readonly from?: number | undefined;
  /** The version that will be. */
  readonly to: number;
  readonly costs: Costs;
  /** What happens after the change was sent, in order. */
  readonly next: readonly string[];
  /** What becomes of the version in force. */
  readonly breaks?: string | undefined;
  /** What it does to a person or a device. */
  readonly disturbs?: string | undefined;
}

/** Costs are what a step may take at most if nothing fails on the way. */
export interface Costs {
  /** Changes sent to the service. */
  readonly resets: number;
  /** Logins that try a secret. */
  readonly logins: number;
  /** Of all that, what counts towards a lock-out where it turns out wrong. */
  readonly tries: number;
}

interface Seen {
  readonly kind: CredentialKind;
  readonly declared: Declared;
}

/** What the next step of a rotation will cost and change. */
export function prospectOf(row: Credential, { kind, declared }: Seen): Prospect {
  const { current, attempt, opened } = row;
  const to = attempt?.version ?? opened + 1;
  return {
    from: current?.number,
    to,
    costs: costsOf(row, kind),
    next: [...questionsOf(row, kind, to), ...deliveriesOf(declared.declaration)],
    breaks: fateOf(current?.number, kind, declared.declaration),
    disturbs: kind.disrupts,
  };
}

function costsOf({ attempt, current }: Credential, kind: CredentialKind): Costs {
  const resets = attempt?.phase === "landed" ? 0 : 1;
  // Where nobody knows what came of the change, the new secret and the old one are tried before it is sent again.
  const probes = attempt?.phase === "sent" && kind.secret === "supplied" ? (current?.issued ? 2 : 1) : 0;
  const logins = kind.check ? probes + 1 : 0;
  const wrongable = logins + ("change" in kind ? resets : 0);
  return { resets, logins, tries: kind.limits?.lockout ? wrongable : 0 };
}

function questionsOf({ attempt, current }: Credential, kind: CredentialKind, to: number): readonly string[] {
  const isUnknown = attempt?.phase === "sent";
  const probes = current?.issued ? `checks v${to}, then v${current.number}` : `checks v${to}`;
  return [
    ...(isUnknown && kind.landed ? ["looks whether the change was made"] : []),
    ...(isUnknown && kind.secret === "supplied" && kind.check ? [probes] : []),
    ...(kind.ready ? ["waits until the change has taken hold"] : []),
    ...(kind.check && !isUnknown ? [`checks v${to}`] : []),
  ];
}

function deliveriesOf({ deliver }: Declaration): readonly string[] {
  return deliver.length === 0 ? [] : [`delivers to ${deliver.join(", ")}`];
}

/** The first rotation breaks what was in force before anybody declared it. */
function fateOf(version: number | undefined, kind: CredentialKind, { graceMs }: Declaration): string | undefined {
  if (version === undefined) return kind.retire ? undefined : "the secret in force now stops working at once";
  return kind.retire
    ? `v${version} is withdrawn ${short(graceMs)} after every sink has the new one`
    : `v${version} stops working at once`;
}
