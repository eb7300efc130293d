import { createRoute, z } from "@hono/zod-openapi";
import { standingPlan } from "../plan/standing.ts";
import { json } from "./answer.ts";
import type { Api, Ground } from "./ground.ts";
import { maySee, scoped } from "./guard.ts";
import { holding, problems } from "./shapes/responses.ts";

const route = createRoute({
  method: "get",
  path: "/v1/plan",
  operationId: "getPlan",
  summary: "See what the daemon would do next",
  description: "Of everything that is declared, from the store alone: no service is asked, and nothing changes.",
  tags: ["daemon"],
  ...scoped("read", "declare"),
  request: {
    query: z.strictObject({ prefix: z.string().max(255).optional().openapi({ description: "Names that begin so." }) }),
  },
  responses: { 200: holding("Plan", "What is to be done, and what is not."), ...problems },
});

/** `GET /v1/plan`: what would be done to the credentials that the caller may see. */
export function showPlan(app: Api, { store, kinds, clock, operator }: Ground): void {
  app.openapi(route, async (c) => {
    const { prefix = "" } = c.req.valid("query");
    const seen = (await store.list()).filter(({ declaration: { name } }) => name.startsWith(prefix));
    const mine = seen.filter(({ declaration: { name } }) => maySee(c.get("caller"), name));
    return json(await standingPlan(mine, { store, kinds, now: clock.now(), operator: operator() }));
  });
}
