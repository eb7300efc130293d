import type { Credential } from "@rekey/core";
import type { World } from "./world.ts";

/** Whether the row says that the service refuses what is in force. */
export function isDrifted({ heartbeat, current }: Credential): boolean {
  return heartbeat?.driftedAt !== undefined && heartbeat.version === current?.number;
}

/** Whether a rotation that nobody asked for is owed: only where the declaration says so, and only of what the service truly refuses. */
export function isDriftOwed(world: World, row: Credential): boolean {
  return world.declarationOf(row).drift === "rotate" && isDrifted(row) && !isInForce(world, row);
}

/** Whether the service accepts what the row says is in force. */
export function isInForce(world: World, { current }: Credential): boolean {
  return world.cloudOf(current ?? {}).accepts(current?.issued?.secret.reveal() ?? "");
}
