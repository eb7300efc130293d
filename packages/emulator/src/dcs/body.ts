import { type Refusal } from "../gateway/answer.ts";
import type { Asked } from "../gateway/service.ts";
import { codes, invalid } from "./codes.ts";

/** Reads a JSON object of texts with no other fields than the documented ones; null is absent. Answers with a refusal where it is anything else. */
export function texts<F extends string>(
  asked: Asked,
  ...fields: readonly F[]
): Partial<Record<F, string>> | { refusal: Refusal } {
  const object = objectOf(asked);
  if (object.refusal) return object;
  const read: Partial<Record<F, string>> = {};
  for (const [name, value] of Object.entries(object.fields)) {
    const field = fields.find((each) => each === name);
    if (field === undefined || !(value === null || typeof value === "string")) return { refusal: invalid(name) };
    if (value !== null) read[field] = value;
  }
  return read;
}

/** Reads a JSON object of whatever fields. */
export function objectOf({
  body,
  mediaType,
}: Asked): { fields: Readonly<Record<string, unknown>>; refusal?: never } | { refusal: Refusal } {
  if (body.length === 0) return { refusal: codes.emptyBody };
  const parsed = mediaType === "application/json" ? parse(body.toString()) : undefined;
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return { refusal: codes.notJson };
  return { fields: Object.fromEntries(Object.entries(parsed)) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
