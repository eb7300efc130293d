import { isName } from "@rekey/core";
import type { Scope } from "../http/caller.ts";

/** A Grant is one scope as it was granted, and to which names. */
interface Grant {
  readonly scope: Scope;
  /** Of `declare`: a name, `prefix.*` or `*`. Of `secret`: one name. */
  readonly names?: string | undefined;
}

const BARE: readonly string[] = ["read", "rotate", "approve", "admin"] satisfies readonly Scope[];

/** Scopes as they are written, for help and errors. */
export const SCOPES = "declare:team.*, read, rotate, approve, secret:NAME or admin";

/** Reads a scope; nothing where it is none, and then it allows nothing. */
export function grantOf(text: string): Grant | undefined {
  const [, scope = "", names] = /^([a-z]+)(?::(.+))?$/s.exec(text) ?? [];
  if (names === undefined) return isBare(scope) ? { scope } : undefined;
  if (scope === "declare" && isPrefix(names)) return { scope, names };
  return scope === "secret" && isName(names) ? { scope, names } : undefined;
}

/**
 * Whether scopes allow something to a name; without a name, whether to any at all. `admin` is everything but secrets: who may see one is said for
 * each name, and follows from nothing else.
 */
export function mayBy(scopes: readonly string[]): (scope: Scope, name?: string) => boolean {
  const grants = scopes.flatMap((text) => grantOf(text) ?? []);
  const isAdmin = grants.some(({ scope }) => scope === "admin");
  return (scope, name) => {
    if (name !== undefined && !isName(name)) return false;
    if (isAdmin && scope !== "secret") return true;
    return grants.some((grant) => grant.scope === scope && covers(grant, name));
  };
}

function covers({ names }: Grant, name: string | undefined): boolean {
  if (names === undefined || name === undefined || names === "*") return true;
  return names.endsWith(".*") ? name.startsWith(names.slice(0, -1)) : name === names;
}

/** A star stands for whole words at the end, so that `team*` cannot be taken for `team.*`. */
function isPrefix(names: string): boolean {
  return names === "*" || isName(names.endsWith(".*") ? names.slice(0, -2) : names);
}

function isBare(scope: string): scope is "read" | "rotate" | "approve" | "admin" {
  return BARE.includes(scope);
}
