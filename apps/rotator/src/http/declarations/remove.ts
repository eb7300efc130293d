import { createRoute, z } from "@hono/zod-openapi";
import type { Listed } from "@rekey/core";
import { NOBODY } from "../../nobody.ts";
import { json } from "../answer.ts";
import { demanded } from "../credentials/demanded.ts";
import type { Api, Ground } from "../ground.ts";
import { scoped } from "../guard.ts";
import { matchHeaders } from "../shapes/headers.ts";
import { nameParam, uidQuery } from "../shapes/name.ts";
import { holding, named, problem } from "../shapes/responses.ts";
import { Refusal } from "../refusal.ts";
import { demandMatch } from "./etag.ts";
import type { InTurn } from "./in-turn.ts";
import { letGo } from "./let-go.ts";
import { demandVoice } from "./owner.ts";

const route = createRoute({
  method: "delete",
  path: "/v1/declarations/{name}",
  operationId: "deleteDeclaration",
  summary: "Let go of a declaration",
  description:
    "`retain` keeps it rotating without an owner; `forget` stops rotating it: nothing changes at the service or in sinks, and sealed versions are kept 30 days.",
  tags: ["declarations"],
  ...scoped("declare"),
  request: {
    params: nameParam,
    headers: matchHeaders,
    query: z.strictObject({
      uid: uidQuery,
      owner: z.string().min(1).max(600).optional().openapi({
        description: "Whose it is. Where it is another's, the answer is 409.",
      }),
      policy: z.enum(["retain", "forget"]).default("retain"),
      force: z.enum(["true", "false"]).default("false").openapi({
        description: "Forgets even what nobody knows the password of.",
      }),
    }),
  },
  responses: { 200: holding("Removed", "It is let go of."), 409: problem, 412: problem, 422: problem, ...named },
});

/** `DELETE /v1/declarations/{name}`: lets go of it, as its deletion policy says. */
export function deleteDeclaration(app: Api, ground: Ground, turn: InTurn): void {
  app.openapi(route, async (c) => {
    const { name } = c.req.valid("param");
    const { uid, owner, policy, force } = c.req.valid("query");
    return turn(name, async () => {
      const there = await demanded(ground.store, name, uid);
      demandMatch(c, there);
      demandVoice(c.get("caller"), there.declaration.owner);
      demandOwner(there, owner);
      await letGo(there, { policy, isForced: force === "true", by: c.get("caller").name }, ground);
      return json({ removed: { name, uid: there.uid, policy } });
    });
  });
}

/** What stands in a file is taken out there: the next `apply` would only bring it back. */
function demandOwner({ declaration: { name, owner: has } }: Listed, owner: string | undefined): void {
  if (has === "file" || (owner !== undefined && has !== owner && has !== NOBODY))
    throw new Refusal(409, `${name} belongs to ${has}`, {
      code: "ERR_CONFLICT",
      remedy: has === "file" ? "take it out of the file, and apply with --allow-forget" : "let its owner remove it",
    });
}
