import { OpenAPIHono } from "@hono/zod-openapi";
import { bodyLimit } from "hono/body-limit";
import { plainHeaders } from "./answer.ts";
import { MOST_BYTES, wrong } from "./body.ts";
import { components } from "./components.ts";
import { declarationRoutes } from "./declarations/routes.ts";
import { documentRoute } from "./document.ts";
import type { Api, Asked, Env, Ground } from "./ground.ts";
import { known } from "./guard.ts";
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
  app.notFound((c) => problem(noRoute(c), c, ground));
  app.use(async (c, next) => {
    await next();
    plainHeaders(c);
  });
  app.use(known(ground));
  app.use(bodyLimit({ maxSize: MOST_BYTES, onError: tooLarge }));
  components(app);
  declarationRoutes(app, ground);
  documentRoute(app, ground);
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

function noRoute(c: Asked): Refusal {
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
