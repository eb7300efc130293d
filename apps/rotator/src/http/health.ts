import { createRoute } from "@hono/zod-openapi";
import { json } from "./answer.ts";
import type { Api, Ground } from "./ground.ts";
import { Refusal } from "./refusal.ts";
import { holding, problem } from "./shapes/responses.ts";

const healthz = createRoute({
  method: "get",
  path: "/healthz",
  operationId: "isAlive",
  summary: "Whether the daemon is alive",
  tags: ["daemon"],
  security: [],
  responses: { 200: holding("Health", "It answers."), 500: problem },
});

const readyz = createRoute({
  method: "get",
  path: "/readyz",
  operationId: "isReady",
  summary: "Whether the daemon takes requests",
  tags: ["daemon"],
  security: [],
  responses: { 200: holding("Health", "It takes requests."), 500: problem, 503: problem },
});

/** `GET /healthz` and `/readyz`: for whoever watches the process; they say nothing about what it holds. */
export function health(app: Api, { store, signal, trouble }: Ground): void {
  app.openapi(healthz, () => json({ status: "ok" }));
  app.openapi(readyz, async () => {
    if (signal.aborted) throw notReady("the daemon is draining");
    await store.nextWake().catch(() => {
      throw notReady("the store cannot be read");
    });
    const why = await trouble();
    if (why !== undefined) throw notReady(why);
    return json({ status: "ok" });
  });
}

function notReady(title: string): Refusal {
  return new Refusal(503, title, { code: "ERR_UNAVAILABLE", headers: { "retry-after": "5" } });
}
