import { type CredentialKind, stateOf } from "@rekey/core";
import { sampleKinds, seededRandom } from "@rekey/core/testing";
import { approved, disrupting } from "./approver.ts";
import { DriftWatch } from "./drift-watch.ts";
import { calm, faulty, type Random, slow } from "./fate.ts";
import { muted } from "./muted.ts";
import { Violation } from "./onlooker.ts";
import { type Chance, meddle } from "./people.ts";
import type { Setting } from "./setting.ts";
import { imported } from "./truth.ts";
import { lenient, metered } from "./variants.ts";
import { redeclared, ways } from "./ways.ts";
import { World } from "./world.ts";

const PRECISION = 2 ** 32;

/** More than anything takes to come to rest: each request is a look, and people may have asked at every one before. */
const MOST_LOOKS = 800;

/** What a history is played with, beside its seed. */
export interface Playing {
  readonly setting?: Setting;
  /** The numbers of the faults that do not happen this time. */
  readonly taken?: ReadonlySet<number>;
  /** How many looks the trouble lasts at most. */
  readonly most?: number;
}

/** A Played is a history that was played to its end, or until it broke a law. */
export interface Played {
  readonly world: World;
  /** The numbers of the faults that happened. */
  readonly faults: readonly number[];
  /** How many looks the trouble lasted. */
  readonly looks: number;
  /** How long it took after the last fault until nothing was left to do, in milliseconds of its own clock. */
  readonly restMs: number;
}

/** Plays one history from a seed: trouble, until there was enough of it, then calm until it rests. */
export async function play(seed: number, { setting, taken, most = 400 }: Playing = {}): Promise<Played> {
  const integer = seededRandom(seed);
  const roll = () => integer(PRECISION) / PRECISION;
  const fate = muted(isSlow(seed) ? slow(faulty(roll), roll) : faulty(roll), taken);
  const kind = kindOf(seed);
  const declaring = { isAlternating: isAlternating(seed, kind), admin: adminOf(seed, kind) };
  const world = await World.open(kind, fate, { ...setting, ...declaring });
  let looks = 0;
  for (; looks < most && !isTroubled(world, fate) && !world.violation; looks++)
    await trouble(world, { roll, isReckless: isReckless(seed) }).catch(keep(world));
  const calmAt = world.now;
  if (isTakenOver(seed)) takeOver(world);
  if (!world.violation) await rest(world).catch(keep(world));
  return { world, faults: fate.faults, looks, restMs: world.now - calmAt };
}

/** Enough to be a history: forty transitions, three faults, and two holders at once. */
export function isTroubled({ transitions, overtakings }: World, { faults }: Pick<Played, "faults">): boolean {
  return transitions >= 40 && faults.length >= 3 && overtakings > 0;
}

/** Some disturb somebody; some lock nobody out, so nothing but the quiet time keeps them from asking; some may be changed only so often. */
function kindOf(seed: number): CredentialKind {
  const kind = sampleKinds[seed % sampleKinds.length];
  if (!kind) throw new TypeError("there are samples");
  const turn = Math.floor(seed / sampleKinds.length);
  const played = turn % 7 === 5 ? lenient(kind) : turn % 7 === 2 ? metered(kind) : kind;
  return turn % 3 === 0 ? disrupting(played) : played;
}

/** Where the service keeps one secret an account, some declare two accounts. */
function isAlternating(seed: number, { secret, ...kind }: CredentialKind): boolean {
  return secret !== "mailed" && !("retire" in kind) && Math.floor(seed / sampleKinds.length) % 4 === 1;
}

/** Where the old secret is needed, some declare an administrator's way, by whatever kind needs none and keeps one secret an account. */
function adminOf(seed: number, kind: CredentialKind): CredentialKind | undefined {
  const turn = Math.floor(seed / sampleKinds.length);
  return "change" in kind && turn % 4 > 1 ? ways[turn % ways.length] : undefined;
}

/** In some, an older state is put back as soon as a request is in the air of which it knows nothing. */
function isReckless(seed: number): boolean {
  return Math.floor(seed / sampleKinds.length) % 5 === 3;
}

/** In some, the last thing that happens is that somebody changes what is in force, at the service. */
function isTakenOver(seed: number): boolean {
  return Math.floor(seed / sampleKinds.length) % 5 === 2;
}

function takeOver(world: World): void {
  if (world.kind.secret === "supplied") world.cloudOf(world.row.credential.current ?? {}).changeBehindOurBack();
}

function isSlow(seed: number): boolean {
  return (Math.floor(seed / sampleKinds.length) % 5) % 3 === 1;
}

async function trouble(world: World, chance: Chance): Promise<void> {
  jump(world, chance.roll);
  await meddle(world, chance);
  await world.tick();
}

/** Lets time pass without faults until nothing is left to do. */
async function rest(world: World): Promise<void> {
  world.fate = calm;
  world.pass(600_000);
  await untilRest(world);
}

/** Looks whenever somebody should, until nothing is left to do. */
export async function untilRest(world: World): Promise<void> {
  const calmAt = world.now;
  const drift = new DriftWatch(world);
  for (let step = 0; step < MOST_LOOKS && !world.violation; step++) {
    const before = world.transitions;
    await world.tick();
    if (isAtRest(world) && !drift.isHidden()) break;
    // The next request is taken in at once, as long as that goes on.
    const isHearing = world.transitions > before && hasUnheard(world);
    if (!isHearing && !(await isAnswered(world))) passToWake(world);
  }
  if (!world.violation) world.laws.hold(11, !drift.isHidden(), "at rest, and no heartbeat has found what drifted");
  world.laws.atEnd(world.now - calmAt);
}

/** Whether something waited for a person, and somebody has done it. */
async function isAnswered(world: World): Promise<boolean> {
  return (await approved(world)) || (await imported(world)) || redeclared(world);
}

/** Lets time pass until somebody should look again, an hour at a time. */
export function passToWake(world: World): void {
  const { credential, claimEndsAt } = world.row;
  for (const at of [credential.wakeAt, claimEndsAt])
    world.pass(Math.max(0, Math.min(at.getTime() - world.now, 3_600_000)));
}

function hasUnheard({ row: { requests, credential } }: Pick<World, "row">): boolean {
  return requests.some(({ id }) => id > credential.answered);
}

export function isAtRest({ row, now }: World): boolean {
  const { credential, declared } = row;
  const state = stateOf(credential, new Date(now));
  const owed = credential.current?.issued ? credential.current.number : 0;
  const isBehind = declared.declaration.deliver.some((sink) => (credential.cursors[sink]?.version ?? 0) < owed);
  if (hasUnheard({ row }) || credential.observed !== declared.generation || credential.asked) return false;
  if (state === "stuck") return true;
  return state === "stable" && !credential.previous?.retireAt && !isBehind;
}

function jump(world: World, roll: Random): void {
  const { credential } = world.row;
  const toWake = Math.max(0, credential.wakeAt.getTime() - world.now);
  world.pass(roll() < 0.6 ? toWake : Math.floor(roll() * 900_000));
}

function keep(world: World) {
  return (error: unknown) => {
    if (!(error instanceof Violation) && !world.violation) throw error;
  };
}
