import { z } from "@hono/zod-openapi";

/** A name: as `isName` of core says, spelled so that the document can say it too. */
export const nameShape = z
  .string()
  .max(255)
  .regex(/^[a-z0-9][a-z0-9-]{0,62}(\.[a-z0-9][a-z0-9-]{0,62}){0,3}$/, "is no name");

/** The name in a path. */
export const nameParam = z.object({
  name: nameShape.openapi({ param: { name: "name", in: "path" }, example: "cache-app" }),
});

/** `?uid=`: another credential under the same name is not the one that is meant. */
export const uidQuery = z.string().min(1).max(64).optional().openapi({
  description: "The uid that is meant. Where another credential has the name now, the answer is 404.",
});
