import { createRoute, z } from "@hono/zod-openapi";
import { json } from "../answer.ts";
import { demanded } from "../credentials/demanded.ts";
import type { Api, Ground } from "../ground.ts";
import { scoped } from "../guard.ts";
import { nameParam, uidQuery } from "../shapes/name.ts";
import { holding, named } from "../shapes/responses.ts";
import { etagOf } from "./etag.ts";
import { declaredJson } from "./written.ts";

const route = createRoute({
  method: "get",
  path: "/v1/declarations/{name}",
  operationId: "getDeclaration",
  summary: "Read one declaration",
  tags: ["declarations"],
  ...scoped("read", "declare"),
  request: { params: nameParam, query: z.strictObject({ uid: uidQuery }) },
  responses: { 200: holding("Declared", "As it is declared, with its uid and generation."), ...named },
});

/** `GET /v1/declarations/{name}`: what somebody wants, as it can be sent again. */
export function getDeclaration(app: Api, { store }: Ground): void {
  app.openapi(route, async (c) => {
    const there = await demanded(store, c.req.valid("param").name, c.req.valid("query").uid);
    return json({ declaration: declaredJson(there) }, { headers: { etag: etagOf(there) } });
  });
}
