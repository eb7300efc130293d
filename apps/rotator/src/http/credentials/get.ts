import { createRoute, z } from "@hono/zod-openapi";
import { lookAtOne } from "../../status/one.ts";
import { json } from "../answer.ts";
import type { Api, Ground } from "../ground.ts";
import { scoped } from "../guard.ts";
import { nameParam, uidQuery } from "../shapes/name.ts";
import { holding, named } from "../shapes/responses.ts";
import { demanded } from "./demanded.ts";

const route = createRoute({
  method: "get",
  path: "/v1/credentials/{name}",
  operationId: "getCredential",
  summary: "See everything about one credential but its secrets",
  description: "The same as `rotator status NAME --json`.",
  tags: ["credentials"],
  ...scoped("read", "declare"),
  request: { params: nameParam, query: z.strictObject({ uid: uidQuery }) },
  responses: { 200: holding("Credential", "As it stands."), ...named },
});

/** `GET /v1/credentials/{name}`: what is in force, and what comes next. */
export function getCredential(app: Api, { store, clock, kinds }: Ground): void {
  app.openapi(route, async (c) => {
    const there = await demanded(store, c.req.valid("param").name, c.req.valid("query").uid);
    return json({ credential: await lookAtOne(there, { store, kinds, now: clock.now() }) });
  });
}
