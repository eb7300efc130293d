import { z } from "zod";
import type { Asked } from "../gateway/service.ts";

/** Reads a JSON object of exactly the documented fields; null is absent. Undefined where it is anything else. */
export function read<T>({ body, mediaType }: Asked, shape: z.ZodType<T>): T | undefined {
  if (body.length > 0 && mediaType !== "application/json") return undefined;
  return shape.safeParse(body.length === 0 ? {} : present(parse(body.toString()))).data;
}

/** Reads a query of exactly the documented fields; one that comes twice is a list. */
export function readQuery<T>({ query }: Asked, shape: z.ZodType<T>): T | undefined {
  const names = [...new Set(query.keys())];
  return shape.safeParse(Object.fromEntries(names.map((name) => [name, query.getAll(name)]))).data;
}

/** A documented text of so many characters. */
export function text(most: number, least = 1) {
  return z.string().min(least).max(most);
}

function present(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null));
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
