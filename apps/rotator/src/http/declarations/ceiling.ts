import { LIMITS } from "../../config/http.ts";
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
      const others = new Map([...(await this.#ground.store.owners()), ...before]);
      others.delete(joining.name);
      this.#demandRoom(joining, [...others]);
      return await work();
    } finally {
      this.#joining.delete(joining.name);
    }
  }

  #demandRoom({ owner, caller }: Joining, others: readonly (readonly [name: string, owner: string])[]): void {
    const { perStack, perToken } = this.#ground.operator().http?.limits ?? LIMITS;
    const stack = stackOf(owner);
    const ofStack = others.filter(([, whose]) => stackOf(whose) === stack).length;
    if (ofStack >= perStack) throw full(stack, "perStack", { used: ofStack, most: perStack });
    const ofToken = others.filter(([name, whose]) => isFor(caller, name, whose)).length;
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
