import type { Declaration, Place } from "@rekey/core";
import { OTHER } from "./setting.ts";
import type { World } from "./world.ts";

/** A Wish is what somebody may declare otherwise. */
export interface Wish extends Pick<Declaration, "rotate" | "graceMs" | "deliver" | "approval" | "heartbeat" | "drift"> {
  /** The administrator's kind, in a world that has a way, or `none`; the first one where absent. */
  readonly way?: string | undefined;
}

type Declared = Pick<World, "uid" | "kind" | "admin" | "other">;

/** What is declared in a world, by what somebody wishes. */
export function declarationIn(
  { uid, kind, admin, other }: Declared,
  { way = admin?.name, ...change }: Wish,
): Declaration {
  const whose = { connection: "cloud", account: { user: "u" } };
  const alternate = other && { alternate: { user: OTHER } };
  const reconcile = admin && way !== undefined && way !== "none" && { reconcile: { ...whose, kind: way } };
  return { owner: "file", kind: kind.name, ...whose, ...alternate, ...reconcile, ...change, name: uid };
}

/** Where that stands among others. */
export function placeIn({ uid, other }: Declared): Place {
  const lane = `sample:${uid}`;
  return { identity: lane, lane, ...(other && { alternate: { identity: `${lane}:${OTHER}`, lane } }) };
}
