import type { Declaration, Place } from "@rekey/core";
import { NOBODY } from "../nobody.ts";
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
      (owner === NOBODY || matchesAny(owners, owner)) &&
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

/** What a declaration names, and where its accounts stand, as far as that is known. */
interface Naming {
  readonly declaration: Pick<Declaration, "kind" | "owner" | "connection" | "deliver" | "reconcile">;
  readonly place?: Pick<Place, "identity" | "alternate"> | undefined;
}

/**
 * The first part of the operator's that a declaration names and may not use: `connections.prod`, `sinks.app-env`. What is not there is not allowed
 * either, so that nobody learns which it is.
 */
export function forbiddenPart({ connections, sinks }: Parts, naming: Naming): string | undefined {
  const { connection, deliver, kind, reconcile } = naming.declaration;
  const ways = [{ connection, kind }, ...(reconcile ? [reconcile] : [])];
  const way = ways.find((one) => !allowsAll(connections.get(one.connection), naming, one.kind));
  if (way) return `connections.${way.connection}`;
  const sink = deliver.find((name) => !allowsAll(sinks.get(name), naming, kind));
  return sink === undefined ? undefined : `sinks.${sink}`;
}

/** Why a declaration that was taken in may not be rotated now, or where a sink is named not delivered there; absent where it may. */
export function forbidden(parts: Parts, declared: Naming, sink?: string): string | undefined {
  if (sink === undefined) return sentence(forbiddenPart(parts, declared), declared);
  const isOpen = allowsAll(parts.sinks.get(sink), declared, declared.declaration.kind);
  return isOpen ? undefined : sentence(`sinks.${sink}`, declared);
}

/** For each of its accounts. */
function allowsAll(part: Allowing | undefined, { declaration: { owner }, place }: Naming, kind: string): boolean {
  const others = place?.alternate ? [place.alternate.identity] : [];
  return (
    owner === FILE ||
    [place?.identity, ...others].every((identity) => isAllowed(part?.allow, { kind, owner, identity }))
  );
}

function sentence(part: string | undefined, { declaration: { kind, owner } }: Naming): string | undefined {
  return part && `${part}.allow does not let ${owner} use it for this ${kind}`;
}
