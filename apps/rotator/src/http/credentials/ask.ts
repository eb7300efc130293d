import { createRoute, z } from "@hono/zod-openapi";
import type { Ask, Listed } from "@rekey/core";
import { json } from "../answer.ts";
import type { Scope } from "../caller.ts";
import type { Api, Asked, Ground } from "../ground.ts";
import { scoped } from "../guard.ts";
import { keyHeader } from "../shapes/headers.ts";
import { nameParam, uidQuery } from "../shapes/name.ts";
import { holding, taking } from "../shapes/responses.ts";
import { demanded } from "./demanded.ts";

/** An Asking is one thing that a person may ask of a credential, as a route. */
interface Asking {
  readonly verb: string;
  readonly summary: string;
  readonly scope: Scope;
  /** The shape of its body by name, where it takes one. */
  readonly body?: { readonly schema: { $ref: string }; readonly isRequired: boolean };
  /** What is written down for the holder. Throws a Refusal where it cannot be met. */
  what(there: Listed, c: Asked): Promise<Ask>;
}

/** Opens `POST /v1/credentials/{name}/VERB`: writes a request down, and answers before it is met. */
export function asks(app: Api, { store, clock }: Ground, asking: Asking): void {
  app.openapi(routeOf(asking), async (c) => {
    const there = await demanded(store, c.req.valid("param").name, c.req.valid("query").uid);
    const what = await asking.what(there, c);
    const [last] = await store.events({ most: 1, isNewestFirst: true });
    const number = await store.ask(there.uid, what, { who: c.get("caller").name, at: clock.now() });
    const { name } = there.declaration;
    return json({ request: { name, uid: there.uid, number, since: last?.seq ?? 0 } }, { status: 202 });
  });
}

function routeOf({ verb, summary, scope, body }: Asking) {
  const content = body && { "application/json": { schema: body.schema } };
  return createRoute({
    method: "post",
    path: `/v1/credentials/{name}/${verb}`,
    operationId: `${verb}Credential`,
    summary,
    description: "It is written down and met by the daemon: `GET /v1/events?after=SINCE` tells how.",
    tags: ["credentials"],
    ...scoped(scope),
    request: {
      params: nameParam,
      headers: keyHeader,
      query: z.strictObject({ uid: uidQuery }),
      ...(content && { body: { required: body.isRequired, content } }),
    },
    responses: { 202: holding("Requested", "It is written down."), ...taking },
  });
}
