import { limitsOf } from "../../config/http.ts";
import { NOBODY } from "../../nobody.ts";
import type { Caller } from "../caller.ts";
import type { Ground } from "../ground.ts";
import { Refusal } from "../refusal.ts";

/** A Joining is a name that is to become an owner's. */
interface Joining {
  readonly name: string;
  readonly owner: string;
  readonly caller: Caller;
}

type Owned = readonly [name: string, owner: string];

/** A Ceiling bounds how many declarations a stack and a token may have, as a ResourceQuota of Kubernetes bounds a namespace. */
export class Ceiling {
  readonly #ground: Pick<Ground, "store" | "operator">;
  /** What is being taken in right now: two that come at once must not take one last place. */
  readonly #joining = new Map<string, string>();

  constructor(ground: Pick<Ground, "store" | "operator">) {
    this.#ground = ground;
  }

  /** Does the work where one more declaration fits. Throws a Refusal of status 403. */
  async under<T>(joining: Joining, work: () => Promise<T>): Promise<T> {
    const before = [...this.#joining];
    this.#joining.set(joining.name, joining.owner);
    try {
      if (!(await this.#hasRoomForAll(before.length))) await this.#demandRoom(joining, before);
      return await work();
    } finally {
      this.#joining.delete(joining.name);
    }
  }

  get #limits() {
    return limitsOf(this.#ground.operator());
  }

  /** Whether all there are would fit if they were one's: whose each is needs no looking at then, which takes time in proportion to their number. */
  async #hasRoomForAll(joining: number): Promise<boolean> {
    const { perStack, perToken } = this.#limits;
    return (await this.#ground.store.count()) + joining < Math.min(perStack, perToken);
  }

  async #demandRoom({ name, owner, caller }: Joining, before: readonly Owned[]): Promise<void> {
    const all = new Map([...(await this.#ground.store.owners()), ...before]);
    all.delete(name);
    const others = [...all];
    const { perStack, perToken } = this.#limits;
    const stack = stackOf(owner);
    const ofStack = others.filter(([, whose]) => stackOf(whose) === stack).length;
    if (ofStack >= perStack) throw full(stack, "perStack", { used: ofStack, most: perStack });
    const ofToken = others.filter(([other, whose]) => isFor(caller, other, whose)).length;
    const who = "this token";
    if (ofToken >= perToken) throw full(who, "perToken", { used: ofToken, most: perToken, where: " under its names" });
  }
}

/** Whether a caller could have declared it: what it let go of goes on rotating, and counts. */
function isFor(caller: Caller, name: string, owner: string): boolean {
  if (owner === "file" || !caller.may("declare", name)) return false;
  return owner === NOBODY || (caller.speaksFor?.(owner) ?? true);
}

/** `org/project/stack` of an owner; `file` and `none` have none. */
function stackOf(owner: string): string {
  return owner.split("/").slice(0, 3).join("/");
}

interface Full {
  readonly used: number;
  readonly most: number;
  readonly where?: string;
}

function full(who: string, key: string, { used, most, where = "" }: Full): Refusal {
  return new Refusal(403, `${who} may have ${most} declarations${where} and has them`, {
    code: "ERR_IDENTITY",
    detail: `requested: 1, used: ${used}, limited: ${most} (http.limits.${key})`,
    remedy: `let go of what is not needed any more (DELETE with policy=forget), or ask the operator for a higher http.limits.${key}`,
  });
}
