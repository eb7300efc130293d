import type { CredentialKind, Declaration, Schedule } from "@rekey/core";
import { refusals } from "@rekey/reconciler";
import type { z } from "zod";
import { type Accounts, readAccounts } from "./accounts.ts";
import type { Declaring, Moved, Operator } from "./config.ts";
import { type Findings, inside, type Spot } from "./findings.ts";
import { checkGroups } from "./groups.ts";
import { checkHeartbeat } from "./heartbeat.ts";
import { section } from "./operator.ts";
import { checkDelivered } from "./own.ts";
import { checkPlaces, type Places } from "./places.ts";
import { readReconcile } from "./reconcile.ts";
import { fileDeclarationShape, movedShape } from "./shape.ts";
import { instead } from "./suggest.ts";

interface Known {
  readonly operator: Operator;
  readonly kinds: readonly CredentialKind[];
  readonly findings: Findings;
  readonly now: Date;
  /** Names as they are written, whether or not what they name is right. */
  readonly connections: readonly string[];
  readonly sinks: readonly string[];
}

/** Reads all declarations: kinds check their accounts, and no secret is declared twice. */
export function readDeclarations(files: readonly Spot[], known: Known): readonly Declaring[] {
  const owners: Owners = { twins: new Map(), givers: new Map(), places: new Map() };
  const spots = new Map<string, Spot>();
  const read = (name: string, spot: Spot) => (spots.set(name, spot), declaring(name, spot, known, owners));
  const all = [...section("declarations", files, known.findings, read).values()];
  checkGroups(
    all.map(({ declaration }) => declaration),
    spots,
    known,
  );
  return all;
}

/** Reads one declaration: the same shapes and words wherever it stands. Undefined, with findings, where it is wrong. */
export function readDeclaration(name: string, spot: Spot, known: Known): Declaring | undefined {
  return declaring(name, spot, known, { twins: new Map(), givers: new Map(), places: new Map() });
}

/** What declarations may have once only, and who has it, as far as they were read. */
interface Owners {
  readonly twins: Map<string, { name: string; spot: Spot }>;
  readonly givers: Map<string, string>;
  readonly places: Places;
}

function declaring(name: string, spot: Spot, known: Known, { twins, givers, places }: Owners): Declaring | undefined {
  const { findings } = known;
  const written = findings.parse(spot, fileDeclarationShape);
  checkNames(spot, known);
  const kind = known.kinds.find((one) => one.name === inside(spot, "kind").value);
  const accounts = kind && readAccounts(spot, kind, findings);
  if (!kind || accounts === undefined) return undefined;
  for (const account of Object.values(accounts))
    checkTwin(name, spot, { key: `${kind.name} ${kind.identity(account)}`, owners: twins, findings });
  const { sinks } = known.operator;
  checkDelivered(name, spot, { kind, sinks, findings, givers });
  checkPlaces(name, spot, { sinks, findings, places });
  const where = `${spot.source.where(spot.path)}, ${spot.path.join(".")}`;
  const way =
    written?.reconcile !== undefined
      ? readReconcile(inside(spot, "reconcile"), { ...written, ...accounts, kind }, known)
      : undefined;
  if (written?.approval && kind.disrupts === undefined && way?.kind.disrupts === undefined)
    findings.add(inside(spot, "approval"), {
      message: `approval has nothing to do here: ${kind.name} disturbs nobody`,
      remedy: "remove it",
    });
  if (written) checkSchedule(inside(spot, "rotate"), written.rotate, { kind, ...known });
  const declaration = written && declarationOf(name, written, accounts);
  if (declaration) checkHeartbeat(spot, declaration, { kind, findings });
  if (!declaration || !way) return declaration && { declaration, kind, where };
  return { declaration: { ...declaration, reconcile: way.reconcile }, kind, reconcile: way.kind, where };
}

function declarationOf(name: string, written: z.output<typeof fileDeclarationShape>, accounts: Accounts): Declaration {
  const { kind, rotate, deliver = [], grace = 0, connection, approval, heartbeat, drift, stagger } = written;
  return {
    name,
    owner: "file",
    kind,
    connection,
    ...accounts,
    rotate,
    deliver,
    graceMs: grace,
    ...(approval === "auto" && { approval }),
    ...(heartbeat && { heartbeat }),
    ...(drift === "rotate" && { drift }),
    ...(stagger && { stagger: { group: stagger.group, offsetMs: stagger.offset } }),
  };
}

/** What cannot be read, never comes, or conflicts with itself or the kind. */
function checkSchedule(
  spot: Spot,
  rotate: Schedule,
  { kind, now, findings }: Known & { readonly kind: CredentialKind },
): void {
  for (const { path, message, remedy } of refusals(rotate, now, { leastIntervalMs: kind.limits?.leastIntervalMs })) {
    const keys = path.split(".").map((key) => (key === "duration" ? "for" : key));
    // Some quote the value, and say what it is not; others say what the key does.
    const said = message.startsWith('"') ? message : `${keys.at(-1) ?? ""} ${message}`;
    findings.add(keys.reduce(inside, spot), { message: said, remedy });
  }
}

/** Looked at whatever else is wrong, so that all of it shows at once. */
function checkNames(spot: Spot, { kinds, connections, sinks, findings }: Known): void {
  const deliver = inside(spot, "deliver");
  const wanted = Array.isArray(deliver.value) ? deliver.value.map((_, index) => inside(deliver, String(index))) : [];
  const kindNames = kinds.map((one) => one.name);
  checkName(inside(spot, "kind"), "kind of credential", kindNames, findings);
  checkName(inside(spot, "connection"), "connection", connections, findings);
  for (const sink of wanted) checkName(sink, "sink", sinks, findings);
}

function checkName(spot: Spot, what: string, known: readonly string[], findings: Findings): void {
  const { value } = spot;
  if (typeof value !== "string" || known.includes(value)) return;
  findings.add(spot, { message: `there is no ${what} ${value}`, remedy: instead(value, known) });
}

interface Twins {
  readonly key: string;
  readonly owners: Map<string, { name: string; spot: Spot }>;
  readonly findings: Findings;
}

/** Two names for one secret would rotate it under each other's feet. */
function checkTwin(name: string, spot: Spot, { key, owners, findings }: Twins): void {
  const other = owners.get(key);
  if (!other) owners.set(key, { name, spot });
  else
    findings.add(spot, {
      message: `${name} and ${other.name} (${other.spot.source.where(other.spot.path)}) are the same secret`,
      remedy: "keep one of them",
      at: "key",
    });
}

/** Reads renames; what has moved stands no more under its old name. */
export function readMoved(files: readonly Spot[], declared: readonly string[], findings: Findings): readonly Moved[] {
  return files.flatMap((file) => {
    const spot = inside(file, "moved");
    const moves = spot.value === undefined ? [] : (findings.parse(spot, movedShape) ?? []);
    for (const [index, { from, to }] of moves.entries())
      checkMove(inside(spot, String(index)), { from, to }, { declared, findings });
    return moves;
  });
}

function checkMove(
  spot: Spot,
  { from, to }: Moved,
  { declared, findings }: { declared: readonly string[]; findings: Findings },
): void {
  if (declared.includes(from))
    findings.add(inside(spot, "from"), {
      message: `${from} is still declared`,
      remedy: `rename the declaration to ${to}, or remove this move`,
    });
  if (!declared.includes(to))
    findings.add(inside(spot, "to"), { message: `${to} is not declared`, remedy: instead(to, declared) });
}
