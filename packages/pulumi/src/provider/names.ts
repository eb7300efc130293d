import { UNKNOWN } from "../schema/unknown.ts";
import type { Properties } from "./properties.ts";
import type { Failure } from "./provider.ts";

/**
 * Names are those that the resources of one run declare. Two resources of one name would be one declaration: the later would change the earlier one's, and
 * whichever is deleted would take the other's with it.
 */
export class Names {
  readonly #whose = new Map<string, string>();

  /** Takes a resource's name. Says what is wrong where another resource has it. */
  take({ name, owner, kind }: Properties): readonly Failure[] {
    if (typeof name !== "string" || typeof owner !== "string" || name === UNKNOWN || owner === UNKNOWN) return [];
    const whose = `${String(kind)} ${owner}`;
    const has = this.#whose.get(name) ?? whose;
    this.#whose.set(name, has);
    if (has === whose) return [];
    const reason = `name ${JSON.stringify(name)}: the resource ${has} declares it too; give one of the two another name, since names are unique`;
    return [{ property: "name", reason }];
  }
}
