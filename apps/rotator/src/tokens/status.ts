import { endOf, type Token } from "@rekey/core";
import { table } from "../voice/table.ts";
import { relative, when } from "../voice/when.ts";

/** A token as people see it: nothing that lets anybody in. */
export interface TokenView extends Omit<Token, "hash"> {
  readonly state: "valid" | "expired" | "revoked";
}

export function tokenView({ hash: _hash, ...token }: Token, now: Date): TokenView {
  return { ...token, state: stateOf(token, now) };
}

function stateOf(token: Omit<Token, "hash">, now: Date): TokenView["state"] {
  if (token.revokedAt && token.revokedAt < token.expiresAt) return "revoked";
  return token.expiresAt > now ? "valid" : "expired";
}

/** One line a token. */
export function tokensText(tokens: readonly TokenView[], now: Date): string {
  if (tokens.length === 0) return "There are no tokens. rotator token create makes one.\n";
  const rows = tokens.map((token) => [
    token.id,
    token.name,
    token.state,
    token.scopes.join(" "),
    token.owners?.join(" ") ?? "any",
    `${token.by}, ${relative(token.createdAt, now)}`,
    when(endOf(token), now),
    token.usedAt ? relative(token.usedAt, now) : "never",
  ]);
  return table([["ID", "NAME", "STATE", "SCOPES", "OWNERS", "MADE BY", "ENDS", "LAST USED"], ...rows]);
}
