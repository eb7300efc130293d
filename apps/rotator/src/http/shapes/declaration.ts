import type { CredentialKind } from "@rekey/core";
import { declarationShape } from "../../config/shape.ts";
import { ownShape } from "../declarations/shape.ts";
import { type JsonSchema, objectSchema } from "./json-schema.ts";

/** The body of a declaration: what the file takes, one form a kind, with whose it is. Written from the very shapes that judge it. */
export function declarationSchema(kinds: readonly CredentialKind[]): JsonSchema {
  const written = objectSchema(declarationShape, "input");
  const own = objectSchema(ownShape, "input");
  const forms = kinds.map(({ name, account }) => ({
    ...written,
    title: name,
    properties: {
      kind: { type: "string", const: name },
      ...without(written.properties, "kind"),
      account: objectSchema(account, "input"),
      ...own.properties,
    },
    required: [...(written.required ?? []), ...(own.required ?? []), "account"].filter(isFirst),
  }));
  return { type: "object", oneOf: forms };
}

/** What the store says of a declaration: the same fields, and what it adds. */
export function declaredSchema(): JsonSchema {
  const written = objectSchema(declarationShape, "input");
  const text = { type: "string" };
  const added = { name: text, uid: text, generation: { type: "integer", minimum: 1 }, owner: text, identity: text };
  const declaredAt = { type: "string", format: "date-time" };
  const properties = { ...added, ...written.properties, declaredAt };
  const required = [...Object.keys(added), ...(written.required ?? []), "account", "declaredAt"].filter(isFirst);
  return { type: "object", properties, required };
}

function isFirst(one: string, at: number, all: readonly string[]): boolean {
  return all.indexOf(one) === at;
}

function without(properties: JsonSchema["properties"] = {}, key: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => name !== key));
}
