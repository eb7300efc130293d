import type {
  Approval,
  Ask,
  Attempt,
  Credential,
  Cursor,
  Doubt,
  ErrorCode,
  Event,
  EventName,
  Heartbeat,
  Problem,
  Reason,
  Statement,
  Stuck,
  Token,
  Version,
  Waiting,
} from "@rekey/core";
import { z } from "zod";

/** Every field of a type has its line here: one that core adds and this file forgets does not compile. */
export type Fields<T, Elsewhere extends keyof T = never> = Record<Exclude<keyof Required<T>, Elsewhere>, z.ZodType>;

const at = z.string().transform((text) => new Date(text));
const words = z.record(z.string(), z.string());
/** The secret of it lies in its box. */
const issued = z.object({ id: z.string().optional() });
const reason = z.custom<Reason>((value) => typeof value === "string");

const problem = z.object({
  code: z.custom<ErrorCode>((value) => typeof value === "string"),
  message: z.string(),
  service: z.string().optional(),
  operation: z.string().optional(),
  status: z.number().optional(),
  serviceCode: z.string().optional(),
  requestId: z.string().optional(),
  encodedAuthorizationMessage: z.string().optional(),
  remedy: z.string().optional(),
} satisfies Fields<Problem>);

const isAlternate = z.literal(true).optional();

const version = z.object({
  isAlternate,
  number: z.number(),
  issued: issued.optional(),
  facts: words,
  since: at,
  verifiedAt: at.optional(),
  retireAt: at.optional(),
  isRotated: z.boolean().optional(),
  isLeaving: z.boolean().optional(),
} satisfies Fields<Version>);

const attempt = z.object({
  isAlternate,
  by: z.literal("reconcile").optional(),
  version: z.number(),
  kind: z.string().optional(),
  why: z.string(),
  phase: z.enum(["unsent", "sent", "landed"]),
  before: words,
  facts: words,
  openedAt: at,
  candidate: issued.optional(),
  reply: z.literal("sealed").optional(),
  landedAt: at.optional(),
  quietUntil: at.optional(),
} satisfies Fields<Attempt>);

/** `sealed` stands for a secret in a box. */
const statement = z.object({
  inForce: z.enum(["candidate", "current", "sealed"]),
  id: z.string().optional(),
  isAlternate,
} satisfies Fields<Statement>);
const pause = z.object({ pause: at } satisfies Fields<Extract<Ask, { pause: Date }>>);
const approving = { hash: z.string(), version: z.number(), expiresAt: at };
const approve = z.object({ approve: z.object(approving) } satisfies Fields<Extract<Ask, { approve: unknown }>>);
const approval = z.object({ ...approving, by: z.string(), at } satisfies Fields<Approval>);

/** What a person asked for. */
export const askShape = z.union([z.enum(["rotate", "rollback", "resume", "deliver"]), pause, approve, statement]);

/** What of it a row may still have to do. */
const askedShape = z.union([z.enum(["rotate", "rollback"]), statement]);

const waiting = z.object({
  reason,
  message: z.string(),
  until: at,
  problem: problem.optional(),
} satisfies Fields<Waiting>);
const stuck = z.object({ message: z.string(), since: at, problem: problem.optional() } satisfies Fields<Stuck>);
const doubt = z.object({
  message: z.string(),
  since: at,
  until: at,
  isProven: z.boolean(),
} satisfies Fields<Doubt>);
const cursor = z.object({
  version: z.number(),
  fails: z.number(),
  againAt: at,
  deliveredAt: at.optional(),
  problem: problem.optional(),
} satisfies Fields<Cursor>);

const heartbeat = z.object({
  version: z.number(),
  askedAt: at,
  againAt: at.optional(),
  refusedAt: at.optional(),
  driftedAt: at.optional(),
  problem: problem.optional(),
} satisfies Fields<Heartbeat>);

/** A row's body: what no statement asks for, and no secret. */
export const credentialShape = z.object({
  observed: z.number(),
  current: version.optional(),
  previous: version.optional(),
  attempt: attempt.optional(),
  waiting: waiting.optional(),
  stuck: stuck.optional(),
  doubt: doubt.optional(),
  heartbeat: heartbeat.optional(),
  quietUntil: at.optional(),
  answeredAt: at.optional(),
  pausedUntil: at.optional(),
  approved: approval.optional(),
  fails: z.number(),
  asked: askedShape.optional(),
  cursors: z.record(z.string(), cursor),
} satisfies Fields<Credential, "uid" | "dueAt" | "wakeAt" | "opened" | "answered">);

export const eventShape = z.object({
  name: z.custom<EventName>((value) => typeof value === "string"),
  at,
  uid: z.string().optional(),
  credential: z.string().optional(),
  kind: z.string().optional(),
  connection: z.string().optional(),
  version: z.number().optional(),
  epoch: z.number().optional(),
  sink: z.string().optional(),
  reason: reason.optional(),
  until: at.optional(),
  by: z.string().optional(),
  request: z.number().optional(),
  durationMs: z.number().optional(),
  problem: problem.optional(),
  message: z.string().optional(),
} satisfies Fields<Event>);

/** A token's body: what no statement asks for. */
export const tokenShape = z.object({
  name: z.string(),
  hash: z.string(),
  scopes: z.array(z.string()),
  owners: z.array(z.string()).optional(),
  by: z.string(),
} satisfies Fields<Token, "id" | "createdAt" | "expiresAt" | "revokedAt" | "usedAt">);
