import type { Declaration, Place } from "@rekey/core";
import { OTHER } from "./setting.ts";
import type { World } from "./world.ts";

/** A Wish is what somebody may declare otherwise. */
export type Wish = Pick<Declaration, "rotate" | "graceMs" | "deliver" | "approval" | "heartbeat" | "drift">;

type Declared = Pick<World, "uid" | "kind" | "admin" | "other">;

/** What is declared in a world, by what somebody wishes. */
export function declarationIn({ uid, kind, admin, other }: Declared, change: Wish): Declaration {
  const whose = { connection: "cloud", account: { user: "u" } };
  const alternate = other && { alternate: { user: OTHER } };
  const reconcile = admin && { reconcile: { ...whose, kind: admin.name } };
  return { owner: "file", kind: kind.name, ...whose, ...alternate, ...reconcile, ...change, name: uid };
}

/** Where that stands among others. */
export function placeIn({ uid, other }: Declared): Place {
  const lane = `sample:${uid}`;
  return { identity: lane, lane, ...(other && { alternate: { identity: `${lane}:${OTHER}`, lane } }) };
}
