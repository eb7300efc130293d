import type { z } from "zod";
import type { Fault } from "../config/fault.ts";
import { Findings } from "../config/findings.ts";
import type { Path, Source } from "../config/source.ts";
import type { Asked } from "./ground.ts";
import { Refusal, type Wrong } from "./refusal.ts";

/** More than any declaration needs. */
export const MOST_BYTES = 65_536;

/** Reads a request's body as one JSON object. Rejects with 415 or 400. */
export async function readObject(c: Asked): Promise<Readonly<Record<string, unknown>>> {
  const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json")
    throw new Refusal(415, "the body is not sent as JSON", {
      code: "ERR_DECLARATION",
      remedy: "send Content-Type: application/json",
    });
  const value = parsed(await c.req.text());
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new Refusal(400, "the body is not one JSON object", {
    code: "ERR_DECLARATION",
    remedy: 'send an object, like {"kind": "dcs.acl-password", …}',
  });
}

/** Undefined where it is no JSON: what a parser says of it may quote it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A body as a source of configuration: what is wrong in it is told by path, since it has no lines. */
export function bodySource(value: unknown): Source {
  const fault = (path: Path, { message, remedy }: { message: string; remedy?: string | undefined }): Fault => ({
    file: "",
    line: 0,
    column: 0,
    path: path.join("."),
    message,
    remedy,
  });
  return { file: "", folder: "", value, faults: [], fault, where: (path) => path.join(".") };
}

/** Whether a body was sent at all. */
export function hasBody(c: Asked): boolean {
  return c.req.header("content-type") !== undefined;
}

/** A body in its shape. Throws a Refusal of status 422 with all that is wrong, in the words of the file. */
export function readAs<T>(shape: z.ZodType<T>, value: unknown): T {
  const findings = new Findings();
  const parsedBody = findings.parse({ source: bodySource(value), path: [], value }, shape);
  if (parsedBody !== undefined) return parsedBody;
  throw wrong(422, "the body is wrong", wrongs(findings));
}

/** What was found, by its path. */
export function wrongs({ faults }: Findings): readonly Wrong[] {
  return faults.map(({ path, message, remedy }) => ({ path, message, remedy }));
}

/** Turns a request away for what is wrong in it. */
export function wrong(status: 400 | 422, title: string, errors: readonly Wrong[]): Refusal {
  const detail = errors.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`)).join("; ");
  return new Refusal(status, title, { code: "ERR_DECLARATION", detail, errors, remedy: errors[0]?.remedy });
}
