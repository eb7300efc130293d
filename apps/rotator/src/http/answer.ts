import type { Context } from "hono";

/** Answers with one object, as `--json` prints it. Nothing here is ever kept by a cache. */
export function json(
  body: object,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Response {
  const text = JSON.stringify({ formatVersion: "1", ...body });
  return new Response(text, { status, headers: { "content-type": "application/json", ...headers } });
}

/** Headers of every answer: none is kept, none is taken for a page. */
export function plainHeaders(c: Context): void {
  c.res.headers.set("cache-control", "no-store");
  c.res.headers.set("x-content-type-options", "nosniff");
}
