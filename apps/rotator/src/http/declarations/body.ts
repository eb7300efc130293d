import { readDeclaration } from "../../config/declarations.ts";
import { bodySource, wrong, wrongs } from "../body.ts";
import { at } from "../../config/explain.ts";
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
  const declaring = readDeclaration(name, spotOf(rest), knownTo(rest, ground, findings));
  if (findings.faults.length > 0 || !own || !declaring) throw refused(name, findings);
  const declaration = { ...declaring.declaration, owner: own.owner };
  return { ...declaring, declaration, isAdopting: own.adopt ?? false };
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
  return { operator: operator(), kinds, findings, now: clock.now(), ...names };
}

function refused(name: string, findings: Findings) {
  return wrong(422, `the declaration of ${name} is wrong`, wrongs(findings));
}
