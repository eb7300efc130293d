import type { CredentialKind, Declaration } from "@rekey/core";
import { isMendable } from "@rekey/reconciler";
import { z } from "zod";
import { parseDuration } from "./duration.ts";
import { type Findings, inside, type Spot } from "./findings.ts";
import { turnAway } from "./turn-away.ts";

/** Each look is a login, and a service may know a new secret a minute late. */
const LEAST_MS = 300_000;

/** How often a login looks whether the version in force is still accepted: `1d`, or `off`. */
export const heartbeatShape = z.string().transform((text, ctx): NonNullable<Declaration["heartbeat"]> => {
  const everyMs = parseDuration(text);
  if (text === "off") return text;
  if (everyMs !== undefined && everyMs >= LEAST_MS) return { everyMs };
  const message = everyMs === undefined ? "is no period" : "is too often, since each look is a login";
  return turnAway(ctx, { input: text, message, remedy: "write it like 1d or 12h, 5m or more, or off" });
});

/** What of a heartbeat, and of what follows from it, the kind cannot do. */
export function checkHeartbeat(
  spot: Spot,
  declaration: Declaration,
  { kind, findings }: { readonly kind: CredentialKind; readonly findings: Findings },
): void {
  const { heartbeat, drift } = declaration;
  const isRotating = drift === "rotate";
  const refuse = (key: string, why: string, remedy = "remove it") =>
    findings.add(inside(spot, key), { message: `${key} has nothing to do here: ${why}`, remedy });
  const noLogin = `${kind.name} has no login to look with`;
  if (heartbeat && !kind.check) refuse("heartbeat", noLogin);
  if (isRotating && !kind.check) refuse("drift", noLogin);
  else if (isRotating && heartbeat === "off") refuse("drift", "nobody looks while heartbeat is off");
  else if (isRotating && !isMendable({ kind, declared: { declaration } }))
    refuse("drift", `${kind.name} is rotated with the secret in force, and that is the one that is refused`);
}
