import type { CredentialKind } from "@rekey/core";
import { type Findings, inside, type Spot } from "./findings.ts";

/** Whose secret is declared: one account, or two that take turns. */
export interface Accounts {
  readonly account: unknown;
  readonly alternate?: unknown;
}

/** Reads `account`, or `accounts`, as the kind's schema parses them. Undefined, with findings, where they are wrong. */
export function readAccounts(spot: Spot, kind: CredentialKind, findings: Findings): Accounts | undefined {
  const both = inside(spot, "accounts");
  const account = inside(spot, "account");
  if (both.value === undefined) return single(findings.parse(account, kind.account));
  if (account.value !== undefined)
    findings.add(both, { message: "accounts and account exclude each other", remedy: "keep one of them" });
  const refusal = refusalOf(both.value, kind);
  if (refusal) {
    findings.add(both, refusal);
    return undefined;
  }
  const [first, second] = ["0", "1"].map((at) => findings.parse(inside(both, at), kind.account));
  if (first === undefined || second === undefined || account.value !== undefined) return undefined;
  if (kind.identity(first) !== kind.identity(second)) return { account: first, alternate: second };
  findings.add(inside(both, "1"), {
    message: "it is the same account as the first",
    remedy: "name another one that may do the same",
  });
  return undefined;
}

function single(account: unknown): Accounts | undefined {
  return account === undefined ? undefined : { account };
}

interface Refusal {
  readonly message: string;
  readonly remedy: string;
}

function refusalOf(value: unknown, kind: CredentialKind): Refusal | undefined {
  const remedy = "write account: {…}";
  if (kind.secret === "mailed")
    return { message: `accounts cannot take turns: what ${kind.name} makes goes to its recipient`, remedy };
  if (kind.retire)
    return { message: `accounts need not take turns: ${kind.name} keeps two versions of one account`, remedy };
  if (Array.isArray(value) && value.length === 2) return undefined;
  return { message: "accounts are exactly two that take turns", remedy: "write accounts: [{…}, {…}]" };
}
