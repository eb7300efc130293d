import type { CredentialKind } from "@rekey/core";

const HOUR_MS = 3_600_000;

/** The same kind, at a service that counts no wrong login. */
export function lenient(kind: CredentialKind): CredentialKind {
  const { lockout: _, ...limits } = kind.limits ?? {};
  return { ...kind, limits };
}

/** The same kind, at a service that makes three changes in two hours. */
export function metered(kind: CredentialKind): CredentialKind {
  return { ...kind, limits: { ...kind.limits, quota: { changes: 3, windowMs: 2 * HOUR_MS } } };
}
