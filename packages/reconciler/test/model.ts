import type { CredentialKind } from "@rekey/core";
import type { Ending } from "./sent.ts";
import type { Fate } from "./fate.ts";
import { approved } from "./approver.ts";
import { isAtRest, passToWake } from "./history.ts";
import type { Declaring } from "./setting.ts";
import { snapshot } from "./snapshot.ts";
import { imported } from "./truth.ts";
import { World } from "./world.ts";

/** A Bound is how much may go wrong in one life. */
export interface Bound {
  readonly crashes: number;
  readonly lost: number;
}

/** Explored is how far an exploration came: it ends only when nothing is left to try. */
export interface Explored {
  readonly lives: number;
  readonly states: number;
}

/** A Beginning is what a life begins with, beside its kind. */
export interface Beginning extends Declaring {
  /** Whether somebody changed it at the service before anything else happens. */
  readonly isForeign?: boolean | undefined;
}

/** How a change ends that is not answered: late ones land within the claim, after it, and as its quiet time ends. */
const LOST: readonly { ending: Ending; lateMs: number }[] = [
  { ending: "lost, applied", lateMs: 0 },
  { ending: "lost, never applied", lateMs: 0 },
  { ending: "lost, applied late", lateMs: 61_000 },
  { ending: "lost, applied late", lateMs: 400_000 },
  { ending: "lost, applied late", lateMs: 599_000 },
];
/** More looks than any life needs. */
const MOST_LOOKS = 100;

/**
 * Lives every life of two rotations in which at most so much goes wrong, over the real engine. A life that comes, between two looks, to a state that
 * another had reached is left there: a holder starts from an empty memory, so what follows is the same. Throws where a law is broken.
 */
export async function explore(kind: CredentialKind, bound: Bound, beginning: Beginning = {}): Promise<Explored> {
  const seen = new Set<string>();
  const open: (readonly number[])[] = [[]];
  let lives = 0;
  for (let choices = open.pop(); choices; choices = open.pop()) {
    lives++;
    const chooser = new Chooser(choices, bound);
    const world = await World.open(kind, chooser, beginning);
    if (beginning.isForeign) world.cloud.changeBehindOurBack();
    await live(world, chooser, seen);
    if (world.violation) throw new Error(`${world.violation.message}\n${world.story.told()}`);
    open.push(...chooser.untried());
  }
  return { lives, states: seen.size };
}

async function live(world: World, chooser: Chooser, seen: Set<string>): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look++) {
    await world.tick().catch(() => undefined);
    if (world.violation) return;
    // The second rotation is asked for as soon as the first is over, while a request of that one may still be in the air.
    if (isFirstOver(world)) await world.ask("rotate");
    if (isAtRest(world)) return world.laws.atEnd(0);
    if (!(await approved(world)) && !(await imported(world))) passToWake(world);
    if (chooser.isRepeating) continue;
    const state = await snapshot(world, chooser.left);
    if (seen.has(state)) return;
    seen.add(state);
  }
  throw new Error(`no end after ${MOST_LOOKS} looks\n${world.story.told()}`);
}

function isFirstOver({ row: { credential, requests } }: World): boolean {
  const { current, opened, asked } = credential;
  const isOver = current?.number === 2 && opened === 2;
  return isOver && asked === undefined && requests.every(({ what }) => what !== "rotate");
}

/** A Chooser is a fate that repeats what was chosen before, then chooses nothing, and remembers what else it might have chosen. */
class Chooser implements Fate {
  readonly left: { crashes: number; lost: number };
  readonly #given: readonly number[];
  readonly #chosen: number[] = [];
  readonly #untried: (readonly number[])[] = [];
  #lateMs = 0;

  constructor(given: readonly number[], { crashes, lost }: Bound) {
    this.#given = given;
    this.left = { crashes, lost };
  }

  get isRepeating(): boolean {
    return this.#chosen.length < this.#given.length;
  }

  untried(): readonly (readonly number[])[] {
    return this.#untried;
  }

  /** A death before an effect is one after the last. */
  dies(): "after" | undefined {
    return this.#chooses("crashes", 1) === 0 ? undefined : "after";
  }

  ending(): Ending {
    const chosen = LOST[this.#chooses("lost", LOST.length) - 1];
    this.#lateMs = chosen?.lateMs ?? 0;
    return chosen?.ending ?? "answered";
  }

  lateMs(): number {
    return this.#lateMs;
  }

  isAnswerLost(): boolean {
    return this.#chooses("lost", 1) === 1;
  }

  readonly storeFails = (): undefined => undefined;
  readonly isSinkDown = (): boolean => false;
  readonly stall = (): undefined => undefined;
  readonly whim = (): number => 1;

  #chooses(what: "crashes" | "lost", most: number): number {
    if (this.left[what] === 0) return 0;
    const at = this.#chosen.length;
    const choice = this.#given[at] ?? 0;
    if (at >= this.#given.length)
      for (let other = 1; other <= most; other++) this.#untried.push([...this.#chosen, other]);
    this.#chosen.push(choice);
    if (choice > 0) this.left[what]--;
    return choice;
  }
}
