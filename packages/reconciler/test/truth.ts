import { Secret, type Statement, type Turn } from "@rekey/core";
import type { Random } from "./fate.ts";
import type { World } from "./world.ts";

/** Either account, where there are two. */
export function someTurn(roll: Random): Turn {
  return roll() < 0.5 ? { isAlternate: true } : {};
}

/** What a person finds who looks at the service, at one account of two where it is about neither the candidate nor what is in force. */
function truth(world: World, turn: Turn): Statement {
  const { current, attempt } = world.row.credential;
  if (world.kindOf(attempt).secret === "mailed") {
    const isSent = world.cloud.sent.some(({ version, isApplied }) => version === attempt?.version && isApplied);
    return { inForce: isSent ? "candidate" : "current" };
  }
  if (attempt?.candidate && world.cloudOf(attempt).accepts(attempt.candidate.secret.reveal()))
    return { inForce: "candidate" };
  if (current?.issued && world.cloudOf(current).accepts(current.issued.secret.reveal())) return { inForce: "current" };
  const cloud = world.cloudOf(turn);
  const told = world.other ? turn : {};
  const [id, secret = ""] = [...cloud.accepted].at(-1) ?? [];
  // Who keeps the name of a version to themselves keeps it from being withdrawn later.
  return { inForce: new Secret(secret), ...told, ...(world.kind.retire && { id }) };
}

/** What somebody says: the truth, or a wrong secret, where a login can tell. */
export function said(world: World, roll: Random): Statement {
  const isMistaken = world.kind.check !== undefined && roll() < 0.3;
  const turn = someTurn(roll);
  return isMistaken ? { inForce: new Secret("canary-mistaken"), ...(world.other && turn) } : truth(world, turn);
}

/** Whether an import is waited for that nobody has made yet, and somebody makes it. */
export async function imported(world: World): Promise<boolean> {
  const { credential, requests } = world.row;
  if (credential.waiting?.reason !== "import" || requests.some(({ id }) => id > credential.answered)) return false;
  await world.ask(truth(world, {}));
  return true;
}
