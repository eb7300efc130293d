import type { Credential, CredentialKind, Declaration, Declared, Turn, Version } from "@rekey/core";
import { short } from "./short.ts";
import { kindOf, type Kinds, oldOf, turnOf } from "./turn.ts";

/** A Prospect is what a step will cost and change, as far as the kind says. */
export interface Prospect {
  /** The version in force. */
  readonly from?: number | undefined;
  /** The version that will be. */
  readonly to: number;
  /** Whose secret is changed, and by whose way. */
  readonly turn: Turn;
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

interface Seen extends Kinds {
  readonly declared: Declared;
}

/** What the next step of a rotation will cost and change. */
export function prospectOf(row: Credential, { declared, ...kinds }: Seen): Prospect {
  const { current, attempt, opened } = row;
  const turn = turnOf(row, declared.declaration);
  const kind = kindOf(turn, kinds);
  const to = attempt?.version ?? opened + 1;
  const old = oldOf(row, turn);
  return {
    from: current?.number,
    to,
    turn,
    costs: costsOf(row, kind, old),
    next: [...questionsOf(row, kind, { to, old }), ...deliveriesOf(declared.declaration)],
    breaks: fateOf(row, old, { ...declared.declaration, kind }),
    disturbs: kind.disrupts,
  };
}

function costsOf({ attempt }: Credential, kind: CredentialKind, old: Version | undefined): Costs {
  const resets = attempt?.phase === "landed" ? 0 : 1;
  // Where nobody knows what came of the change, the new secret and the old one are tried before it is sent again.
  const probes = attempt?.phase === "sent" && kind.secret === "supplied" ? (old?.issued ? 2 : 1) : 0;
  const logins = kind.check ? probes + 1 : 0;
  const wrongable = logins + ("change" in kind ? resets : 0);
  return { resets, logins, tries: kind.limits?.lockout ? wrongable : 0 };
}

interface Between {
  readonly to: number;
  readonly old: Version | undefined;
}

function questionsOf({ attempt }: Credential, kind: CredentialKind, { to, old }: Between): readonly string[] {
  const isUnknown = attempt?.phase === "sent";
  const probes = old?.issued ? `checks v${to}, then v${old.number}` : `checks v${to}`;
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
function fateOf(
  { current }: Credential,
  old: Version | undefined,
  { kind, graceMs, alternate }: Fate,
): string | undefined {
  const isTurning = alternate !== undefined && current !== undefined;
  if (isTurning && current !== old)
    return `${old ? `v${old.number}` : "what the other account has now"} stops working; v${current.number} works on`;
  if (!old) return kind.retire ? undefined : "the secret in force now stops working at once";
  return kind.retire
    ? `v${old.number} is withdrawn ${short(graceMs)} after every sink has the new one`
    : `v${old.number} stops working at once`;
}

interface Fate extends Pick<Declaration, "graceMs" | "alternate"> {
  readonly kind: CredentialKind;
}
