import type { Declaration, Stagger } from "@rekey/core";
import { refusedInGroup, short } from "@rekey/reconciler";
import { type Findings, inside, type Spot } from "./findings.ts";

interface Member extends Declaration {
  readonly stagger: Stagger;
}

interface Ground {
  readonly findings: Findings;
  readonly now: Date;
}

/** Looks at stagger groups as wholes: all of one keep the same distance, and their turns fit between two rotations of each. */
export function checkGroups(
  declarations: readonly Declaration[],
  spots: ReadonlyMap<string, Spot>,
  { findings, now }: Ground,
): void {
  for (const [group, members] of Map.groupBy(declarations.filter(isMember), ({ stagger }) => stagger.group)) {
    const [first] = members;
    for (const { name, rotate, stagger } of members) {
      const spot = spots.get(name);
      if (!spot || !first) continue;
      const { offsetMs } = stagger;
      const isOdd = offsetMs !== first.stagger.offsetMs;
      const refused = isOdd ? odd(group, first) : refusedInGroup(rotate, now, { members: members.length, offsetMs });
      if (refused) findings.add(inside(spot, "stagger"), { message: refused.message, remedy: refused.remedy });
    }
  }
}

function isMember(declaration: Declaration): declaration is Member {
  return declaration.stagger !== undefined;
}

function odd(group: string, { name, stagger }: Member) {
  const offset = short(stagger.offsetMs);
  return {
    message: `${group} is ${offset} apart in ${name}`,
    remedy: `write offset: ${offset}, or name another group`,
  };
}
