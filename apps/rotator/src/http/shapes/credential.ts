import { z } from "zod";

const at = z.iso.datetime();
const text = z.string();
const version = z.int().min(0);

/** A failure as it is stored: what the service said, and no secret. */
const problem = z.looseObject({
  code: text,
  message: text,
  service: text.optional(),
  operation: text.optional(),
  status: z.int().optional(),
  serviceCode: text.optional(),
  requestId: text.optional(),
  remedy: text.optional(),
});

const sink = z.looseObject({ name: text, version, deliveredAt: at.optional(), problem: problem.optional() });

const condition = z.looseObject({
  type: text.meta({ description: "Ready, Verified, Delivered, Retired, Approved or Drifted, where it applies." }),
  status: z.enum(["True", "False", "Unknown"]),
  reason: text,
  message: text,
  since: at.optional(),
});

/** What anybody may know of a credential. */
export const viewShape = z.looseObject({
  name: text,
  uid: text,
  owner: text,
  kind: text,
  connection: text,
  state: z.enum(["stable", "due", "rotating", "unknown", "waiting", "stuck"]),
  reason: text.optional(),
  message: text.optional(),
  way: text.optional().meta({ description: "The administrator's kind, where that is what comes next." }),
  version: version.optional().meta({ description: "The version in force." }),
  candidate: version.optional().meta({ description: "The version under way." }),
  previous: version.optional(),
  verified: z.enum(["yes", "no", "unknown", "none"]),
  custody: z.enum(["held", "recipient", "none"]),
  rotatedAt: at.optional(),
  dueAt: at.optional(),
  nextAt: at.optional(),
  pausedUntil: at.optional(),
  sinks: z.array(sink),
  conditions: z.array(condition),
  problem: problem.optional(),
  changed: z.enum(["no", "unknown", "kept"]),
  changedText: text,
  isBeingWorkedOn: z.boolean(),
});

/** One transition, told once. */
const eventShape = z.looseObject({
  seq: z.int().min(1),
  name: text,
  at,
  uid: text.optional(),
  credential: text.optional(),
  version: version.optional(),
  by: text.optional(),
  problem: problem.optional(),
  message: text.optional(),
});

const instant = z.looseObject({ at });

/** Everything about one credential. */
export const oneShape = viewShape.extend({
  budget: z.looseObject({ left: z.int(), of: z.int() }).optional(),
  events: z.array(eventShape),
  instants: z.array(instant),
});

/** A request that was written down. */
export const requestedShape = z.looseObject({
  name: text,
  uid: text,
  number: z.int().min(1),
  since: z.int().min(0).meta({ description: "The last event before it." }),
});

const held = z.looseObject({
  version,
  value: text.meta({ description: "The secret, in clear." }),
  id: text.optional().meta({ description: "The service's own name for this version: an access key id." }),
  facts: z.record(text, text).meta({ description: "User, host, port: what a consumer needs beside the secret." }),
});

/** What a reveal hands out. */
export const secretsShape = z.looseObject({
  name: text,
  uid: text,
  current: held.optional(),
  previous: held.optional(),
  pending: held.optional().meta({ description: "Only while nobody knows whether it is in force." }),
});

const change = z.looseObject({
  action: z.enum(["adopt", "rotate", "settle", "wait", "forget", "import", "rename", "update"]),
  name: text,
  kind: text,
  connection: text,
  from: version.optional(),
  to: version.optional(),
  why: text,
  steps: z.array(text),
  waits: text.optional(),
  problem: problem.optional(),
});

/** What would be done. */
export const changesShape = z.array(change);
