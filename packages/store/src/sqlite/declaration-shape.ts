import type { Blackout, Declaration, Every, OnCron, Reconcile, Stagger, Window } from "@rekey/core";
import { z } from "zod";
import type { Fields } from "./shape.ts";

const onClock = { cron: z.string(), zone: z.string().optional() };
const window = z.object({ ...onClock, durationMs: z.number() } satisfies Fields<Window>);
const blackout = z.object({
  from: z.string(),
  to: z.string(),
  zone: z.string().optional(),
} satisfies Fields<Blackout>);
const bounds = {
  windows: z.array(window).optional(),
  blackouts: z.array(blackout).optional(),
  jitterMs: z.number().optional(),
};
const schedule = z.union([
  z.object({ everyMs: z.number(), ...bounds } satisfies Fields<Every>),
  z.object({ ...onClock, ...bounds } satisfies Fields<OnCron>),
]);

const reconcile = z.object({
  kind: z.string(),
  connection: z.string(),
  account: z.unknown(),
} satisfies Fields<Reconcile>);

/** A declaration's body: all of it but its name. */
export const declarationShape = z.object({
  owner: z.string(),
  kind: z.string(),
  connection: z.string(),
  account: z.unknown(),
  alternate: z.unknown().optional(),
  reconcile: reconcile.optional(),
  rotate: schedule,
  deliver: z.array(z.string()),
  graceMs: z.number(),
  approval: z.literal("auto").optional(),
  heartbeat: z.union([z.literal("off"), z.object({ everyMs: z.number() })]).optional(),
  drift: z.literal("rotate").optional(),
  stagger: z.object({ group: z.string(), offsetMs: z.number() } satisfies Fields<Stagger>).optional(),
} satisfies Fields<Declaration, "name">);
