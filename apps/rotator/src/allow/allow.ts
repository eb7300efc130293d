import type { Declaration, Declared } from "@rekey/core";
import { patternOf } from "./pattern.ts";

/** An Allowance lets declarations over HTTP use a connection or a sink: of these kinds, for these identities, from these owners. */
export interface Allowance {
  readonly kinds: readonly string[];
  /** Whose secrets, as kinds spell them: `dcs:INSTANCE/USER`; any where absent. */
  readonly identities?: readonly string[] | undefined;
  readonly owners: readonly string[];
}

/** A Use is what a declaration would use a connection or a sink for. */
interface Use {
  readonly kind: string;
  readonly owner: string;
  /** Absent before anybody asked the cloud whose it is: then any identity may still turn out to be allowed. */
  readonly identity?: string | undefined;
}

/** Who writes the operator's files decides anyway what may use what. */
const FILE = "file";

/** Whether one of these allows that use. Nothing is allowed by default. */
export function isAllowed(allow: readonly Allowance[] = [], { kind, owner, identity }: Use): boolean {
  return allow.some(
    ({ kinds, identities, owners }) =>
      matchesAny(kinds, kind) &&
      matchesAny(owners, owner) &&
      (!identities || identity === undefined || matchesAny(identities, identity)),
  );
}

function matchesAny(patterns: readonly string[], text: string): boolean {
  return patterns.some((pattern) => patternOf(pattern)(text));
}

/** The parts of the operator's that a declaration may name. */
export interface Parts {
  readonly connections: ReadonlyMap<string, Allowing>;
  readonly sinks: ReadonlyMap<string, Allowing>;
}

interface Allowing {
  readonly allow?: readonly Allowance[] | undefined;
}

/** What a declaration names, and whose secret it is as far as that is known. */
interface Naming {
  readonly declaration: Pick<Declaration, "kind" | "owner" | "connection" | "deliver">;
  readonly identity?: string | undefined;
}

/** The first part of the operator's that a declaration names and may not use: `connections.prod`, `sinks.app-env`. What is not there is not allowed either, so that nobody learns which it is. */
export function forbiddenPart({ connections, sinks }: Parts, { declaration, identity }: Naming): string | undefined {
  const { kind, owner, connection, deliver } = declaration;
  if (owner === FILE) return undefined;
  const use = { kind, owner, identity };
  if (!isAllowed(connections.get(connection)?.allow, use)) return `connections.${connection}`;
  const sink = deliver.find((name) => !isAllowed(sinks.get(name)?.allow, use));
  return sink === undefined ? undefined : `sinks.${sink}`;
}

/** Why a declaration that was taken in may not be rotated now, or where a sink is named not delivered there; absent where it may. */
export function forbidden(
  operator: Parts,
  { declaration, place: { identity } }: Pick<Declared, "declaration" | "place">,
  sink?: string,
): string | undefined {
  const { kind, owner } = declaration;
  if (sink !== undefined) {
    const isOpen = owner === FILE || isAllowed(operator.sinks.get(sink)?.allow, { kind, owner, identity });
    return isOpen ? undefined : sentence(`sinks.${sink}`, declaration);
  }
  const part = forbiddenPart(operator, { declaration, identity });
  return part === undefined ? undefined : sentence(part, declaration);
}

function sentence(part: string, { kind, owner }: Pick<Declaration, "kind" | "owner">): string {
  return `${part}.allow does not let ${owner} use it for this ${kind}`;
}
