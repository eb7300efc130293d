import { OpenAPIHono } from "@hono/zod-openapi";
import { bodyLimit } from "hono/body-limit";
import { plainHeaders } from "./answer.ts";
import { MOST_BYTES, wrong } from "./body.ts";
import { components } from "./components.ts";
import { declarationRoutes } from "./declarations/routes.ts";
import { credentialRoutes } from "./credentials/routes.ts";
import { documentRoute } from "./document.ts";
import type { Api, Asked, Env, Ground } from "./ground.ts";
import { known } from "./guard.ts";
import { health } from "./health.ts";
import { methodsAt } from "./methods.ts";
import { showMetrics } from "./metrics.ts";
import { showPlan } from "./plan.ts";
import { streamEvents } from "./events/stream.ts";
import { idempotent } from "./idempotent.ts";
import { paced } from "./rate.ts";
import { told } from "./problem.ts";
import { Refusal } from "./refusal.ts";

/** Builds the API: every route behind the one door, every failure a problem. */
export function api(ground: Ground): Api {
  const app = new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw inParameters(result.error.issues);
    },
  });
  app.onError((error, c) => problem(error, c, ground));
  app.notFound((c) => problem(noRoute(c, methodsAt(app, c.req.path)), c, ground));
  app.use(async (c, next) => {
    await next();
    plainHeaders(c);
  });
  app.use(known(ground));
  app.use(paced(ground.clock));
  app.use(bodyLimit({ maxSize: MOST_BYTES, onError: tooLarge }));
  app.use(idempotent(app, ground.clock));
  components(app);
  declarationRoutes(app, ground);
  credentialRoutes(app, ground);
  showPlan(app, ground);
  streamEvents(app, ground);
  documentRoute(app, ground);
  showMetrics(app, ground);
  health(app, ground);
  return app;
}

function inParameters(issues: readonly { path: readonly PropertyKey[]; message: string }[]): Refusal {
  const errors = issues.map(({ path, message }) => ({ path: path.join("."), message }));
  return wrong(400, "a parameter is wrong", errors);
}

function problem(error: unknown, c: Asked, { clock, failed }: Ground): Response {
  const { problem: body, headers } = told(error, { path: c.req.path, now: clock.now() });
  if (body.status === 500) failed(error);
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: { "content-type": "application/problem+json", ...headers },
  });
}

function noRoute(c: Asked, methods: readonly string[]): Refusal {
  if (methods.length > 0)
    return new Refusal(405, `${c.req.path} takes ${methods.join(", ")}`, {
      code: "ERR_DECLARATION",
      remedy: "see GET /v1/openapi.json",
      headers: { allow: methods.join(", ") },
    });
  return new Refusal(404, `there is nothing at ${c.req.path}`, {
    code: "ERR_DECLARATION",
    remedy: "see GET /v1/openapi.json",
  });
}

function tooLarge(): never {
  throw new Refusal(413, `the body is larger than ${MOST_BYTES} bytes`, {
    code: "ERR_DECLARATION",
    remedy: "send a declaration, and nothing else",
    headers: { connection: "close" },
  });
}
