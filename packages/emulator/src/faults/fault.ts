import { CredentialError } from "@rekey/core";
import { z } from "zod";

const ms = z.int().min(0);
const when = z.enum(["before", "after"]).default("before");

/** What may happen to a request instead of its answer. `before` and `after` stand for: before, or after, the change was applied. */
const act = z.discriminatedUnion("type", [
  /** Waits before anything is applied. */
  z.strictObject({ type: z.literal("delay"), ms }),
  /** Applies, and waits before the answer. */
  z.strictObject({ type: z.literal("slow"), ms }),
  /** Closes the connection without an answer. */
  z.strictObject({ type: z.literal("drop"), when }),
  /** Closes it with a TCP reset. */
  z.strictObject({ type: z.literal("reset"), when }),
  /** Closes the connection and applies the change that much later. */
  z.strictObject({ type: z.literal("late"), ms }),
  /** 429 APIGW.0308. */
  z.strictObject({ type: z.literal("throttle"), retryAfter: z.union([z.int().min(0), z.string()]).optional() }),
  /** Any status with the documented envelope. */
  z.strictObject({
    type: z.literal("status"),
    status: z.int().min(400).max(599),
    code: z.string().default("DCS.5000"),
    message: z.string().default("Internal service error."),
    when,
  }),
  /** Any body, such as the failures that come with status 200. */
  z.strictObject({ type: z.literal("body"), status: z.int().min(200).max(599).default(200), body: z.json(), when }),
  /** Half the answer, then the end. */
  z.strictObject({ type: z.literal("truncate"), when: z.enum(["before", "after"]).default("after") }),
  /** An answer of that many bytes. */
  z.strictObject({
    type: z.literal("huge"),
    bytes: z
      .int()
      .min(1)
      .default(64 * 1024 * 1024),
    when: z.enum(["before", "after"]).default("after"),
  }),
  /** A page where JSON was expected. */
  z.strictObject({
    type: z.literal("page"),
    status: z.int().default(200),
    contentType: z.string().default("text/html"),
    when,
  }),
]);

const times = { times: z.union([z.int().min(1), z.literal("always")]).default(1), skip: z.int().min(0).default(0) };

const ofRequest = z.strictObject({ operation: z.string().min(1), ...times, do: act });

/** What may happen to a connection to a data plane. */
const ofLogin = z.strictObject({
  /** An instance's id or name; `*` is any. */
  instance: z.string().min(1),
  ...times,
  do: z.enum(["refuse", "hang", "loading", "close-after-auth"]),
});

/** Reads one fault. */
export const fault = z.union([ofRequest, ofLogin], "write { operation, do: { type: … } } or { instance, do: … }");

/**
 * A Fault is something that goes wrong by script: at the next `times` requests of an operation (`*` is any), or connections to an instance, after
 * `skip` that go well. Faults of one operation are used up in the order in which they were added.
 */
export type Fault = z.input<typeof fault>;
export type ReadFault = z.output<typeof fault>;
export type Act = z.output<typeof act>;
export type PlaneAct = z.output<typeof ofLogin>["do"];

/** Reads one fault by itself. Throws ERR_DECLARATION. */
export function readFault(input: unknown): ReadFault {
  const parsed = fault.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new CredentialError("ERR_DECLARATION", `the fault does not hold together\n  ${z.prettifyError(parsed.error)}`);
}
