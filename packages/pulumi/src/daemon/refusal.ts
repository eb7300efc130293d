import { faultsOf } from "../schema/faults.ts";
import type { Schema } from "../schema/schema.ts";

/** Pulumi prints what we say as it is: nothing of it may command a terminal, or turn the writing round. */
const OBEYED = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/** A Refusal is what the daemon said no with, in one text that names each path; it holds no secret. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  /** `ERR_CONFLICT`, where the daemon says one. */
  readonly code: string | undefined;

  constructor(status: number, message: string, code?: string) {
    super(message.replaceAll(OBEYED, "\uFFFD"));
    this.status = status;
    this.code = code;
  }
}

interface Problem {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly next?: string;
  readonly remedy?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string; readonly remedy?: string }[];
}

const TEXT: Schema = { type: "string" };
const ERROR: Schema = {
  type: "object",
  properties: { path: TEXT, message: TEXT, remedy: TEXT },
  required: ["path", "message"],
};
const PROBLEM: Schema = {
  type: "object",
  properties: {
    code: TEXT,
    title: TEXT,
    detail: TEXT,
    next: TEXT,
    remedy: TEXT,
    errors: { type: "array", items: ERROR },
  },
};

/** Whether a body is a problem, and not a page of something else. */
export const isProblem = (body: unknown): body is Problem => faultsOf(PROBLEM, body).length === 0;

/** refusalOf reads a problem of RFC 9457; of anything else it says the status alone, since a text of nobody knows whom may hold anything. */
export function refusalOf(status: number, body: unknown): Refusal {
  if (!isProblem(body) || body.title === undefined)
    return new Refusal(status, `the daemon answered with status ${status} and no reason`);
  const { code, title, detail, next, remedy, errors = [] } = body;
  const wrongs = errors.map(({ path, message, remedy: instead }) =>
    [[path, message].filter(Boolean).join(" "), instead].filter(Boolean).join(": "),
  );
  const said = errors.length > 0 ? [title, ...wrongs] : [title, detail, remedy];
  return new Refusal(status, [...said, next].filter(Boolean).join("; "), code);
}
