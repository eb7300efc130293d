import { type Attempt, CredentialError, type Declaration } from "@rekey/core";

/** Whether the kind that an attempt was begun with is declared still. One from before attempts said theirs is taken at its word. */
export function isDeclared(
  { kind, by }: Pick<Attempt, "kind" | "by">,
  { kind: own, reconcile }: Pick<Declaration, "kind" | "reconcile">,
): boolean {
  const declared = by ? reconcile?.kind : own;
  return declared !== undefined && (kind ?? declared) === declared;
}

/** Lets an attempt be carried on by no other kind: that one would not know what its secret is, or that there is one. Throws ERR_DECLARATION. */
export function demandDeclared(attempt: Attempt, declaration: Declaration): void {
  if (isDeclared(attempt, declaration)) return;
  throw new CredentialError("ERR_DECLARATION", `a rotation by ${attempt.kind ?? "another kind"} is under way`, {
    remedy: "declare that kind again, as it was, until it has ended",
  });
}
