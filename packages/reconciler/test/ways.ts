import type { CredentialKind } from "@rekey/core";
import { sampleKinds } from "@rekey/core/testing";
import type { Random } from "./fate.ts";
import type { World } from "./world.ts";

/** Kinds that need no old secret and keep one secret an account: an administrator's way may be any of them. */
export const ways: readonly CredentialKind[] = sampleKinds.filter((kind) => "set" in kind || kind.secret === "mailed");

/** The kind of that name in a world: its own, its administrator's, or another way that somebody declared since. */
export function kindNamed({ kind, admin }: Pick<World, "kind" | "admin">, name: string): CredentialKind {
  return [kind, admin, ...ways].find((one) => one?.name === name) ?? kind;
}

/** What somebody declares of the administrator's way, where there is one: mostly the same. */
export function someWay({ admin }: World, roll: Random): { readonly way?: string } {
  const luck = admin ? roll() : 1;
  if (luck < 0.25) return { way: "none" };
  const other = luck < 0.5 ? ways[Math.floor(roll() * ways.length)] : undefined;
  return other ? { way: other.name } : {};
}

/** Whether an attempt waits for the way that it was begun with, and somebody declares that again. */
export async function redeclared(world: World): Promise<boolean> {
  const { credential, declared } = world.row;
  const { attempt, waiting } = credential;
  const { rotate, graceMs, deliver, approval, heartbeat, drift, reconcile } = declared.declaration;
  if (waiting?.reason !== "declaration" || !attempt?.by || reconcile?.kind === attempt.kind) return false;
  await world.declare({ rotate, graceMs, deliver, approval, heartbeat, drift, way: attempt.kind });
  return true;
}
