import { type Declaration, hasCode, isElsewhere, type Listed, type Place, problemOf } from "@rekey/core";
import { desires, type Desired, standing } from "../../plan/desire.ts";
import { wrong } from "../body.ts";
import type { Ground } from "../ground.ts";
import { Refusal } from "../refusal.ts";
import type { Given } from "./body.ts";

/** A Placed is a declaration whose account its kind found, and that may use its connection so. */
export interface Placed extends Desired {
  readonly declaring: Given;
}

interface Asked extends Ground {
  /** Throws where the caller made the daemon ask too often. */
  readonly asks: () => void;
}

/**
 * Asks the kind where the account is, as `apply` does. Without that answer nobody can tell that two declarations are one secret, so a cloud that
 * cannot be asked is answered as such (503) and nothing is declared. Throws a Refusal of status 403, 409 or 422.
 */
export async function placed(given: Given, there: Listed | undefined, ground: Asked): Promise<Placed> {
  demandAllowed(given.declaration, undefined, ground);
  ground.asks();
  const [found] = await desires([given], ground.wires).catch(inItsAccount(given, ground));
  if (!found) throw new TypeError("one declaration makes one desire");
  demandAllowed(found.declaration, found.place, ground);
  if (there && isElsewhere(there.place, found.place)) throw another(given, there);
  return { ...found, declaring: given };
}

/** A name's prefix says nothing about the account behind it; the operator's `allow` does. */
function demandAllowed(declaration: Declaration, place: Place | undefined, { forbids }: Ground): void {
  const part = forbids({ declaration, place });
  if (part === undefined) return;
  const { owner, kind } = declaration;
  throw new Refusal(403, `the operator does not let ${owner} use ${part} for this ${kind}`, {
    code: "ERR_IDENTITY",
    remedy: `ask for a line under ${part}.allow in the operator's part, or correct name and account: what is not there is answered like this, too`,
  });
}

/**
 * What a kind says of an account is about what was sent; all else is about the cloud. It names what is there, so it is told only to an owner that may
 * have the account as it was written: to all others an account that is not there is one that they may not have.
 */
function inItsAccount(given: Given, ground: Ground): (error: unknown) => never {
  return (error) => {
    if (!hasCode(error, "ERR_DECLARATION", "ERR_REFUSED")) throw error;
    demandAllowed(given.declaration, asWritten(given), ground);
    const { message, remedy } = problemOf(error);
    throw wrong(422, message, [{ path: "account", message, remedy }]);
  };
}

/** Where its accounts would stand if what was written were the service's own ids. An administrator's way has the same secret by what is written, too. */
function asWritten({ kind, declaration: { account, alternate } }: Given): Place {
  const place = standing(kind, account);
  return alternate === undefined ? place : { ...place, alternate: standing(kind, alternate) };
}

function another({ declaration: { name } }: Given, { place }: Listed): Refusal {
  return new Refusal(409, `${name} is another secret so far: ${place.identity}`, {
    code: "ERR_CONFLICT",
    remedy: "delete it first, or declare the new one under another name",
  });
}
