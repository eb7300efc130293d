import { createRoute, z } from "@hono/zod-openapi";
import type { Listed } from "@rekey/core";
import { json } from "../answer.ts";
import type { Api, Ground } from "../ground.ts";
import { maySee, scoped } from "../guard.ts";
import { page, pageQuery } from "../page.ts";
import { uidQuery } from "../shapes/name.ts";
import { holding, problems } from "../shapes/responses.ts";
import { declaredJson } from "./written.ts";

const query = z.strictObject({
  ...pageQuery,
  owner: z.string().min(1).max(600).optional().openapi({
    description: "`acme/shop/prod/cache`, or `acme/shop/*`; `none` for those whose owner let go of them.",
  }),
  uid: uidQuery,
  kind: z.string().min(1).max(100).optional(),
  connection: z.string().min(1).max(255).optional(),
});

const route = createRoute({
  method: "get",
  path: "/v1/declarations",
  operationId: "listDeclarations",
  summary: "List declarations by name",
  tags: ["declarations"],
  ...scoped("read", "declare"),
  request: { query },
  responses: { 200: holding("Declarations", "A page of declarations that this token may see."), ...problems },
});

/** `GET /v1/declarations`: those that the caller may see, a page at a time. */
export function listDeclarations(app: Api, { store }: Ground): void {
  app.openapi(route, async (c) => {
    const asked = c.req.valid("query");
    const seen = (await store.list()).filter(
      (row) => maySee(c.get("caller"), row.declaration.name) && isAsked(row, asked),
    );
    const { rows, next } = page(seen, asked);
    return json({ declarations: rows.map(declaredJson), next });
  });
}

function isAsked(
  { uid, declaration }: Listed,
  { uid: meant, owner, kind, connection }: z.output<typeof query>,
): boolean {
  const isOf = (wanted: string | undefined, value: string) => wanted === undefined || wanted === value;
  const isNamed = isOf(meant, uid) && isOf(kind, declaration.kind) && isOf(connection, declaration.connection);
  return isNamed && isOwned(owner, declaration.owner);
}

/** `acme/shop/*` means whatever begins with `acme/shop/`. */
function isOwned(wanted: string | undefined, owner: string): boolean {
  if (wanted?.endsWith("/*")) return owner.startsWith(wanted.slice(0, -1));
  return wanted === undefined || wanted === owner;
}
