import { readDeclaration } from "../../config/declarations.ts";
import { bodySource, wrong } from "../body.ts";
import { Findings, type Spot } from "../../config/findings.ts";
import type { Declaring } from "../../config/config.ts";
import type { Ground } from "../ground.ts";
import { ownShape } from "./shape.ts";

/** A Declared is a declaration as it came, its account as its kind's schema parsed it, and whose it is to be. */
export interface Given extends Declaring {
  /** Takes it over from another owner. */
  readonly isAdopting: boolean;
}

/** Reads a body as a declaration of that name: by the same shapes and words as the file. Throws a Refusal of status 422 with all that is wrong. */
export function readGiven(name: string, body: Readonly<Record<string, unknown>>, ground: Ground): Given {
  const { owner, adopt, ...rest } = body;
  const findings = new Findings();
  const own = findings.parse(spotOf({ owner, adopt }), ownShape);
  const declaring = readDeclaration(name, spotOf(rest), knownTo(ground, findings));
  if (findings.faults.length > 0 || !own || !declaring) throw refused(name, findings);
  const declaration = { ...declaring.declaration, owner: own.owner };
  return { ...declaring, declaration, isAdopting: own.adopt ?? false };
}

function spotOf(value: unknown): Spot {
  return { source: bodySource(value), path: [], value };
}

function knownTo({ kinds, operator, clock }: Ground, findings: Findings) {
  const now = operator();
  const names = { connections: [...now.connections.keys()], sinks: [...now.sinks.keys()] };
  return { operator: now, kinds, findings, now: clock.now(), ...names };
}

function refused(name: string, { faults }: Findings) {
  const errors = faults.map(({ path, message, remedy }) => ({ path, message, remedy }));
  return wrong(422, `the declaration of ${name} is wrong`, errors);
}
