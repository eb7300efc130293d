import { z } from "zod";
import type { Answer } from "../gateway/answer.ts";
import type { Asked } from "../gateway/service.ts";

const titles: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
};

/** The nested envelope of IAM's older operations, whose code is a number: the status again. */
export function nested(status: number, message: string): Answer {
  return { status, body: { error: { code: status, message, title: titles[status] } } };
}

/** The flat envelope of its newer ones. */
export function flat(status: number, code: string, message: string): Answer {
  return { status, body: { error_code: code, error_msg: message } };
}

/** Nobody of that id, in both envelopes. */
export const missing = {
  nested: (what: string) => nested(404, `Could not find ${what}.`),
  flat: (what: string) => flat(404, "IAM.0004", `Could not find ${what}.`),
} as const;

/** Reads a JSON body of a documented shape; undefined where it is anything else. */
export function read<T>({ body, mediaType }: Asked, shape: z.ZodType<T>): T | undefined {
  if (mediaType !== "application/json") return undefined;
  try {
    return shape.safeParse(JSON.parse(body.toString())).data;
  } catch {
    return undefined;
  }
}

/** The first query parameter that is not documented. */
export function stray({ query }: Asked, ...documented: readonly string[]): string | undefined {
  return [...query.keys()].find((name) => !documented.includes(name));
}

/** A time as OS-USER says it: UTC, without saying so. */
export function spaced(at: Date): string {
  return at.toISOString().slice(0, 19).replace("T", " ");
}

/** A time as IAM says it elsewhere: six digits of a second. */
export function fine(at: Date): string {
  return at.toISOString().replace("Z", "000Z");
}
