import type { CredentialKind } from "@rekey/core";
import type { Random } from "./fate.ts";
import type { World } from "./world.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The same kind, as one whose rotation disturbs somebody. */
export function disrupting(kind: CredentialKind): CredentialKind {
  return { ...kind, disrupts: "somebody is signed out" };
}

/** Somebody sees what comes next, and may approve it now, or once it is another step, or never. */
export async function glance(world: World, roll: Random): Promise<void> {
  if (roll() < 0.7) world.glance();
  else await world.approve(DAY_MS);
}

/** Where somebody is asked, most look before they approve; some would have it soon or not at all. */
export async function approveSometimes(world: World, roll: Random): Promise<void> {
  if (!isAsked(world)) return;
  if (roll() < 0.8) world.glance();
  await world.approve(roll() < 0.3 ? 10 * MINUTE_MS : DAY_MS);
}

/** Whether somebody was asked, and says yes. */
export async function approved(world: World): Promise<boolean> {
  if (!isAsked(world)) return false;
  world.glance();
  await world.approve(DAY_MS);
  return true;
}

/** Whether an answer is waited for that nobody has given yet. */
function isAsked({ row: { credential, requests } }: World): boolean {
  return credential.waiting?.reason === "approval" && requests.every(({ id }) => id <= credential.answered);
}
