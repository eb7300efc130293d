import { type Credential, Secret } from "@rekey/core";
import { FIRST, SECOND } from "./cloud.ts";
import type { World } from "./world.ts";

/** What is in force when a world begins; of two accounts, the other one's secret is held too. */
export function firstVersions({ kind, other }: World, since: Date): Pick<Credential, "current" | "previous"> {
  const issued = kind.secret === "mailed" ? undefined : { secret: new Secret(FIRST), id: "key-0" };
  const second = { number: 0, issued: { secret: new Secret(SECOND) }, facts: {}, since, isAlternate: true } as const;
  return { current: { number: 1, issued, facts: {}, since }, previous: other && second };
}
