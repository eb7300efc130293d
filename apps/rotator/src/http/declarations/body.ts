import type { Declaration } from "@rekey/core";
import { readDeclaration } from "../../config/declarations.ts";
import { bodySource, wrong, wrongs } from "../body.ts";
import { at } from "../../config/explain.ts";
import { checkGroups } from "../../config/groups.ts";
import { Findings, inside, type Spot } from "../../config/findings.ts";
import type { Declaring } from "../../config/config.ts";
import type { Caller } from "../caller.ts";
import type { Ground } from "../ground.ts";
import { maySee } from "../guard.ts";
import { ownShape } from "./shape.ts";

/** A Declared is a declaration as it came, its account as its kind's schema parsed it, and whose it is to be. */
export interface Given extends Declaring {
  /** Takes it over from another owner. */
  readonly isAdopting: boolean;
}

/** A Reading is what a body is read beside. */
interface Reading extends Ground {
  readonly caller: Caller;
}

/** Reads a body as a declaration of that name: by the same shapes and words as the file. Throws a Refusal of status 422 with all that is wrong. */
export async function readGiven(
  name: string,
  body: Readonly<Record<string, unknown>>,
  ground: Reading,
): Promise<Given> {
  const { owner, adopt, ...rest } = body;
  const findings = new Findings();
  const own = findings.parse(spotOf({ owner, adopt }), ownShape);
  const declaring = readDeclaration(name, spotOf(rest), knownTo(rest, ground, findings));
  if (declaring) await checkGroup(declaring.declaration, spotOf(rest), { ground, findings });
  if (findings.faults.length > 0 || !own || !declaring) throw refused(name, findings);
  const declaration = { ...declaring.declaration, owner: own.owner };
  return { ...declaring, declaration, isAdopting: own.adopt ?? false };
}

/** Beside all others of its group, whoever declared them. One with others that the caller may not see is not theirs to slow down. */
async function checkGroup(
  declaration: Declaration,
  spot: Spot,
  { ground: { store, clock, caller }, findings }: { ground: Reading; findings: Findings },
): Promise<void> {
  const { name, stagger } = declaration;
  if (!stagger) return;
  const others = (await store.list()).map((row) => row.declaration).filter((other) => other.name !== name);
  const isOf = (other: Declaration) => other.stagger?.group === stagger.group;
  if (others.some((other) => isOf(other) && !maySee(caller, other.name)))
    return findings.add(inside(inside(spot, "stagger"), "group"), {
      message: `${stagger.group} has others in it that this token may not see`,
      remedy: "name another group",
    });
  checkGroups([...others, declaration], new Map([[name, spot]]), { findings, now: clock.now() });
}

function spotOf(value: unknown): Spot {
  return { source: bodySource(value), path: [], value };
}

/** Names of the operator's are taken as they come: `allow` judges them, so that nobody learns here which there are. */
function knownTo(body: Readonly<Record<string, unknown>>, { kinds, operator, clock }: Ground, findings: Findings) {
  const { connection, reconcile, deliver } = body;
  const names = {
    connections: [connection, at(reconcile, ["connection"])].map(String),
    sinks: [deliver].flat().map(String),
  };
  // What signs with a key of Rekey's own is declared in files alone, so none of these stands here.
  return { operator: { ...operator(), sinks: new Map() }, kinds, findings, now: clock.now(), ...names };
}

function refused(name: string, findings: Findings) {
  return wrong(422, `the declaration of ${name} is wrong`, wrongs(findings));
}
