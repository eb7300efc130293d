import { z } from "@hono/zod-openapi";
import type { Listed } from "@rekey/core";

/** How a list is asked for a page at a time. */
export const pageQuery = {
  after: z.string().max(255).optional().openapi({ description: "The name to go on after: `next` of the page before." }),
  most: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(100)
    .openapi({ type: "integer", minimum: 1, maximum: 1_000, description: "How many at most." }),
  prefix: z.string().max(255).optional().openapi({ description: "Names that begin so." }),
};

interface Asked {
  readonly after?: string | undefined;
  readonly most: number;
  readonly prefix?: string | undefined;
}

/** One page of what is listed by name, and after which name the next one begins. */
export function page<R extends Listed>(
  all: readonly R[],
  { after = "", most, prefix = "" }: Asked,
): { rows: readonly R[]; next?: string | undefined } {
  const wanted = all.filter((row) => nameOf(row) > after && nameOf(row).startsWith(prefix));
  const rows = wanted.slice(0, most);
  const last = rows.at(-1);
  return { rows, next: last && wanted.length > rows.length ? nameOf(last) : undefined };
}

function nameOf({ declaration: { name } }: Listed): string {
  return name;
}
