import { CredentialError } from "../../errors.ts";
import type { Event } from "../../event.ts";
import type { Tokens } from "../../store.ts";
import { endOf, type Token } from "../../token.ts";

/** The tokens of a memory store. */
export function tokens(record: (event: Event) => void): Tokens {
  const all = new Map<string, Token>();
  return {
    async addToken(token, event) {
      if (all.has(token.id)) throw new CredentialError("ERR_DECLARATION", `token ${token.id} exists already`);
      all.set(token.id, token);
      record(event);
    },
    token: async (id) => all.get(id),
    tokens: async () => [...all.values()].toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime()),
    async revokeToken(id, event) {
      const token = all.get(id);
      if (!token || endOf(token) <= event.at) return false;
      all.set(id, { ...token, revokedAt: event.at });
      record(event);
      return true;
    },
    async noteToken(id, usedAt) {
      const token = all.get(id);
      if (token) all.set(id, { ...token, usedAt });
    },
  };
}
