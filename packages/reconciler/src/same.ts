import type { Issued } from "@rekey/core";

/** Whether both are one version: by the service's name for it, or by its secret. */
export function isSame(one: Issued, other: Issued | undefined): boolean {
  if (!other) return false;
  const isNamed = one.id !== undefined && one.id === other.id;
  return isNamed || one.secret.reveal() === other.secret.reveal();
}
