import { createRoute, z } from "@hono/zod-openapi";
import type { Declared, Listed } from "@rekey/core";
import { json } from "../answer.ts";
import { readObject } from "../body.ts";
import type { Caller } from "../caller.ts";
import type { Api, Ground } from "../ground.ts";
import { scoped } from "../guard.ts";
import { matchHeaders } from "../shapes/headers.ts";
import { nameParam, uidQuery } from "../shapes/name.ts";
import { holding, problem, ref, taking } from "../shapes/responses.ts";
import { readGiven } from "./body.ts";
import { demandMatch, etagOf } from "./etag.ts";
import type { InTurn } from "./in-turn.ts";
import { type Asking, asking } from "./asking.ts";
import { Ceiling } from "./ceiling.ts";
import { demandSame, demandTaken, demandVoice } from "./owner.ts";
import { placed } from "./placed.ts";
import { take } from "./take.ts";
import { declaredJson } from "./written.ts";

const example = {
  owner: "acme/shop/prod/cache",
  kind: "dcs.acl-password",
  connection: "prod",
  account: { instance: "cache-prod", user: "app" },
  rotate: { every: "30d" },
  deliver: ["app-env"],
};

const route = createRoute({
  method: "put",
  path: "/v1/declarations/{name}",
  operationId: "putDeclaration",
  summary: "Declare a credential, or declare it anew",
  description: "An upsert by owner: sent twice, it is declared once.",
  tags: ["declarations"],
  ...scoped("declare"),
  request: {
    params: nameParam,
    headers: matchHeaders,
    query: z.strictObject({ uid: uidQuery }),
    body: { required: true, content: { "application/json": { schema: ref("Declaration"), example } } },
  },
  responses: {
    200: holding("Declared", "It was declared already; its generation counts up where anything changed."),
    201: holding("Declared", "It is declared, and due at once."),
    412: problem,
    502: problem,
    ...taking,
  },
});

/** `PUT /v1/declarations/{name}`: takes a declaration in. */
export function putDeclaration(app: Api, ground: Ground, turn: InTurn): void {
  const bounds = { ceiling: new Ceiling(ground), demandPace: asking(ground) };
  app.openapi(route, async (c) => {
    const { name } = c.req.valid("param");
    const { uid } = c.req.valid("query");
    const body = await readObject(c);
    const look = async () => {
      const there = await ground.store.find(name);
      demandSame(name, there, uid);
      demandMatch(c, there);
      return there;
    };
    return turn(name, () => put({ name, body, caller: c.get("caller"), look }, ground, bounds));
  });
}

interface Putting {
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
  /** What has the name now. Throws a Refusal where that is not what is meant. */
  readonly look: () => Promise<Listed | undefined>;
}

interface Bounds {
  readonly ceiling: Ceiling;
  readonly demandPace: Asking;
}

async function put({ name, body, caller, look }: Putting, ground: Ground, bounds: Bounds): Promise<Response> {
  const before = await look();
  const given = await readGiven(name, body, { ...ground, caller });
  const { owner } = given.declaration;
  demandVoice(caller, owner);
  demandTaken({ given, caller }, before);
  const takingIn = async () => {
    const found = await placed(given, before, { ...ground, asks: () => bounds.demandPace(caller) });
    // While the cloud was asked, somebody else may have taken the name, or let go of it.
    const there = await look();
    demandTaken({ given, caller }, there);
    return answer(await take(found, { there, caller }, ground), there);
  };
  return before?.declaration.owner === owner ? takingIn() : bounds.ceiling.under({ name, owner, caller }, takingIn);
}

function answer(declared: Declared, there: Listed | undefined): Response {
  const location = `/v1/declarations/${declared.declaration.name}`;
  const headers = { etag: etagOf(declared), ...(!there && { location }) };
  return json({ declaration: declaredJson(declared) }, { status: there ? 200 : 201, headers });
}
