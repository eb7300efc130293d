import type { CredentialKind, Reconcile } from "@rekey/core";
import { type Findings, inside, type Spot } from "./findings.ts";
import { reconcileShape } from "./shape.ts";
import { instead } from "./suggest.ts";

/** A Way is an administrator's way to a declared secret, and the kind that takes it. */
export interface Way {
  readonly reconcile: Reconcile;
  readonly kind: CredentialKind;
}

interface Declared {
  readonly kind: CredentialKind;
  readonly account: unknown;
  readonly alternate?: unknown;
  readonly connection: string;
}

interface Known {
  readonly kinds: readonly CredentialKind[];
  readonly connections: readonly string[];
  readonly findings: Findings;
}

/** Reads `reconcile`: connection and account are the declaration's own where they are not written. Undefined, with findings, where it is wrong. */
export function readReconcile(
  spot: Spot,
  declared: Declared,
  { kinds, connections, findings }: Known,
): Way | undefined {
  const written = findings.parse(spot, reconcileShape);
  if (!written) return undefined;
  const kind = kinds.find((one) => one.name === written.kind);
  const { connection = declared.connection } = written;
  if (!connections.includes(connection))
    findings.add(inside(spot, "connection"), {
      message: `there is no connection ${connection}`,
      remedy: instead(connection, connections),
    });
  const refusal = kind ? refusalOf(kind, declared) : undefined;
  if (!kind || refusal) {
    const names = kinds.map(({ name }) => name);
    findings.add(
      inside(spot, "kind"),
      refusal ?? { message: `there is no kind of credential ${written.kind}`, remedy: instead(written.kind, names) },
    );
    return undefined;
  }
  const account =
    written.account === undefined
      ? ownAccount(kind, declared.account)
      : findings.parse(inside(spot, "account"), kind.account);
  if (account !== undefined && kind.identity(account) === declared.kind.identity(declared.account))
    return { reconcile: { kind: kind.name, connection, account }, kind };
  if (account !== undefined || written.account === undefined)
    findings.add(inside(spot, "account"), {
      message: `${kind.name} would set another secret, or cannot tell whose`,
      remedy: "write the account that has the same secret",
    });
  return undefined;
}

/** The fields of the declared account that the kind knows. */
function ownAccount({ account: shape }: CredentialKind, account: unknown): unknown {
  const whole = shape.safeParse(account);
  if (whole.success || typeof account !== "object" || account === null) return whole.data;
  const unknown = new Set(
    whole.error.issues.flatMap((issue) => (issue.code === "unrecognized_keys" ? issue.keys : [])),
  );
  return shape.safeParse(Object.fromEntries(Object.entries(account).filter(([field]) => !unknown.has(field)))).data;
}

function refusalOf(kind: CredentialKind, { kind: own, alternate }: Declared) {
  const remedy = "remove reconcile";
  if (!("change" in own))
    return { message: `${own.name} needs no old secret, so it needs no administrator's way`, remedy };
  if (alternate !== undefined) return { message: "two accounts that take turns have no administrator's way", remedy };
  if ("change" in kind)
    return { message: `${kind.name} needs the old secret itself`, remedy: "name a kind that needs none" };
  return undefined;
}
