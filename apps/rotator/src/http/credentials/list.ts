import { createRoute, z } from "@hono/zod-openapi";
import type { Listed } from "@rekey/core";
import { kindsOf } from "../../status/one.ts";
import { viewOf } from "../../status/view.ts";
import { json } from "../answer.ts";
import type { Api, Ground } from "../ground.ts";
import { maySee, scoped } from "../guard.ts";
import { page, pageQuery } from "../page.ts";
import { holding, problems } from "../shapes/responses.ts";

const STATES = ["stable", "due", "rotating", "unknown", "waiting", "stuck"] as const;

const route = createRoute({
  method: "get",
  path: "/v1/credentials",
  operationId: "listCredentials",
  summary: "See all credentials by name",
  description: "The same as `rotator status --json`.",
  tags: ["credentials"],
  ...scoped("read", "declare"),
  request: { query: z.strictObject({ ...pageQuery, state: z.enum(STATES).optional() }) },
  responses: { 200: holding("Credentials", "A page of credentials that this token may see."), ...problems },
});

/** `GET /v1/credentials`: those that the caller may see, a page at a time. */
export function listCredentials(app: Api, ground: Ground): void {
  app.openapi(route, async (c) => {
    const asked = c.req.valid("query");
    const seen = (await ground.store.list()).filter((row) => maySee(c.get("caller"), row.declaration.name));
    const viewed = seen.map((row) => ({ ...row, view: look(row, ground) }));
    const { rows, next } = page(
      viewed.filter(({ view }) => asked.state === undefined || view.state === asked.state),
      asked,
    );
    return json({ credentials: rows.map(({ view }) => view), next });
  });
}

function look(row: Listed, { kinds, clock }: Ground) {
  return viewOf(row, kindsOf(row, kinds), clock.now());
}
