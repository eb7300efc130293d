import type { CredentialKind } from "@rekey/core";
import { declarationShape, reconcileShape } from "../../config/shape.ts";
import { ownShape } from "../declarations/shape.ts";
import { type JsonSchema, objectSchema } from "./json-schema.ts";

/** The body of a declaration: what the file takes, one form a kind, with whose it is. Written from the very shapes that judge it. */
export function declarationSchema(kinds: readonly CredentialKind[]): JsonSchema {
  const written = objectSchema(declarationShape, "input");
  const own = objectSchema(ownShape, "input");
  const forms = kinds.map((kind) => formOf(kind, written, own));
  return { type: "object", oneOf: forms };
}

function formOf(kind: CredentialKind, written: JsonSchema, own: JsonSchema): JsonSchema {
  const account = objectSchema(kind.account, "input");
  const accounts = { type: "array", items: account, minItems: 2, maxItems: 2, description: TURNS };
  const required = [...(written.required ?? []), ...(own.required ?? [])].filter((key) => key !== "account");
  const isPaired = kind.secret !== "mailed" && !kind.retire;
  return {
    ...written,
    title: kind.name,
    properties: {
      kind: { type: "string", const: kind.name },
      ...without(written.properties, "kind"),
      account,
      ...(isPaired && { accounts }),
      ...("change" in kind && { reconcile: objectSchema(reconcileShape, "input") }),
      ...own.properties,
    },
    required: isPaired ? required : [...required, "account"],
    ...(isPaired && { oneOf: [{ required: ["account"] }, { required: ["accounts"] }] }),
  };
}

const TURNS = "In place of one account, two that take turns: the one in force is never the one that is changed.";

/** What the store says of a declaration: the same fields, and what it adds. */
export function declaredSchema(): JsonSchema {
  const written = objectSchema(declarationShape, "input");
  const text = { type: "string" };
  const added = { name: text, uid: text, generation: { type: "integer", minimum: 1 }, owner: text, identity: text };
  const declaredAt = { type: "string", format: "date-time" };
  const accounts = { type: "array", description: TURNS };
  const reconcile = objectSchema(reconcileShape, "input");
  const properties = { ...added, ...written.properties, accounts, reconcile, declaredAt };
  const always = [...Object.keys(added), ...(written.required ?? []), "declaredAt"];
  const required = always.filter((key, at) => key !== "account" && always.indexOf(key) === at);
  return { type: "object", properties, required };
}

function without(properties: JsonSchema["properties"] = {}, key: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => name !== key));
}
