import { after, type Declaration, type Declared, fresh, type Listed, type Request, type Store } from "@rekey/core";
import { type Known, plan, spentOf } from "@rekey/reconciler";
import { isDeepStrictEqual } from "node:util";
import type { Config } from "../config/config.ts";
import { utc } from "../voice/when.ts";
import type { Wires } from "../wiring.ts";
import { budgetOf } from "./budget.ts";
import type { Change, Plan } from "./change.ts";
import { changeOf, type Seen } from "./describe.ts";
import { desires } from "./desire.ts";
import { foretell } from "./foretell.ts";
import { gone, type Match, matches } from "./match.ts";

/** What planning reads: never writes. */
type Reads = Pick<Store, "list" | "payments" | "request">;

/** A Computed is a plan, and what carrying it out needs. */
export interface Computed extends Plan {
  readonly matches: readonly Match[];
  readonly gone: readonly Listed[];
}

const KEPT_MS = 30 * 86_400_000;

/** Says what apply would do now, without changing anything. A store that is not there yet is an empty one. */
export async function computePlan(
  config: Config,
  wires: Pick<Wires, "connection" | "clock">,
  store?: Reads,
): Promise<Computed> {
  const desired = await desires(config.declarations, wires);
  const stored = (await store?.list()) ?? [];
  const all = matches(desired, stored, config.moved);
  const leaving = gone(stored, all);
  const now = wires.clock.now();
  const selfOf = (declaration: Declaration) => ownConnections(declaration, config.operator);
  const steps = await Promise.all(all.map((match) => changesOf(match, { store, now, selfOf })));
  const changes = [...steps.flat(), ...leaving.map((row) => forget(row, now, selfOf(row.declaration)))];
  const touched = new Set(changes.map(({ name }) => name));
  return {
    changes,
    unchanged: all.filter(({ declaration }) => !touched.has(declaration.name)).length,
    matches: all,
    gone: leaving,
  };
}

interface At {
  readonly store: Reads | undefined;
  readonly now: Date;
  readonly selfOf: (declaration: Declaration) => readonly string[];
}

/** What would be done to one declaration, beside what the store has for it. */
export async function changesOf(match: Match, { store, now, selfOf }: At): Promise<readonly Change[]> {
  const { stored } = match;
  const request = stored && (await store?.request(stored.uid, stored.credential.answered));
  const bare = knownOf(match, request, now);
  const known = { ...bare, spent: store && (await spentOf(store, bare, now)) };
  const budget = await budgetOf(known, { store, now });
  const self = selfOf(match.declaration);
  const left = stored ? selfOf(stored.declaration).filter((connection) => !self.includes(connection)) : [];
  const seen: Seen = { known, match, budget, now, isChanged: isChanged(match), self, left };
  const found = changeOf(plan(known, now), seen);
  const change = found && { ...found, instants: foretell(seen) };
  return [...(match.from === undefined ? [] : [rename(match, match.from)]), ...(change ? [change] : [])];
}

/** The row as it will be when the declaration has been taken in. */
function knownOf(match: Match, request: Request | undefined, now: Date): Known {
  const { stored, declaration, place, declaring } = match;
  if (!stored) {
    const declared: Declared = { uid: "", generation: 0, declaration, place, declaredAt: now };
    return { credential: fresh("", now), declared, kind: declaring.kind, reconcile: declaring.reconcile };
  }
  const generation = stored.generation + (isChanged(match) ? 1 : 0);
  const declared: Declared = { ...stored, generation, declaration, place };
  const { kind, reconcile } = declaring;
  return { credential: stored.credential, declared, kind, reconcile, request, claim: stored.claim };
}

/** Whether the file says something else than the store; its name aside. */
function isChanged({ stored, declaration }: Match): boolean {
  return stored !== undefined && !isDeepStrictEqual({ ...stored.declaration, name: "" }, { ...declaration, name: "" });
}

function rename({ declaration, stored }: Match, from: string): Change {
  const { name, kind, connection, deliver } = declaration;
  const { current } = stored?.credential ?? {};
  const isGiven = current?.issued !== undefined && deliver.length > 0;
  return {
    action: "rename",
    name,
    kind,
    connection,
    from: current?.number,
    why: `from ${from}; nothing changes at the service`,
    steps: isGiven ? [`delivers v${current.number} to ${deliver.join(", ")} once more, under the new name`] : [],
    ...(isGiven && { keeps: `what a sink has under ${from}, which is never written again: remove it there` }),
  };
}

/** Connections whose key a declaration delivers. */
export function ownConnections({ deliver }: Declaration, { sinks }: Config["operator"]): readonly string[] {
  return deliver.flatMap((name) => {
    const sink = sinks.get(name);
    return sink && "connection" in sink ? [sink.connection] : [];
  });
}

function forget(
  { declaration: { name, kind, connection }, credential }: Listed,
  now: Date,
  self: readonly string[],
): Change {
  const keeps = `the password at the service and in its sinks; sealed versions until ${utc(after(now, KEPT_MS)).slice(0, 10)}`;
  return {
    action: "forget",
    name,
    kind,
    connection,
    from: credential.current?.number,
    why: "no longer declared; needs --allow-forget",
    steps: [],
    keeps,
    ...(self.length > 0 && { self }),
  };
}
