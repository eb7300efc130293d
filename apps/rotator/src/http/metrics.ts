import { createRoute } from "@hono/zod-openapi";
import type { Api, Ground } from "./ground.ts";
import { scoped } from "./guard.ts";
import { problems } from "./shapes/responses.ts";

const route = createRoute({
  method: "get",
  path: "/metrics",
  operationId: "getMetrics",
  summary: "Metrics for Prometheus",
  tags: ["daemon"],
  ...scoped("read"),
  responses: {
    200: { description: "In Prometheus' text format.", content: { "text/plain": { schema: { type: "string" } } } },
    ...problems,
  },
});

/** `GET /metrics`: for Prometheus, behind a token with the scope `read`. */
export function showMetrics(app: Api, { metrics }: Ground): void {
  app.openapi(
    route,
    async () =>
      new Response(await metrics(), { headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" } }),
  );
}
