import type { CredentialKind } from "@rekey/core";
import type { Api } from "./ground.ts";
import { declarationSchema, declaredSchema } from "./shapes/declaration.ts";
import type { JsonSchema } from "./shapes/json-schema.ts";
import { problemSchema } from "./shapes/problem.ts";
import { ref } from "./shapes/responses.ts";

/** Puts the parts in place that routes refer to. */
export function components({ openAPIRegistry: registry }: Api): void {
  registry.registerComponent("responses", "Problem", {
    description: "It was turned away, or failed.",
    content: { "application/problem+json": { schema: ref("Problem") } },
  });
  registry.registerComponent("securitySchemes", "token", {
    type: "http",
    scheme: "bearer",
    description: "A token of `rotator token create`; the scopes that it needs stand with each route.",
  });
}

/** The named shapes of the document. */
export function schemasOf(kinds: readonly CredentialKind[]): Readonly<Record<string, JsonSchema>> {
  return {
    Problem: problemSchema,
    Declaration: declarationSchema(kinds),
    Declared: answered({ declaration: declaredSchema() }, ["declaration"]),
    Declarations: answered({ declarations: { type: "array", items: declaredSchema() }, next: { type: "string" } }, [
      "declarations",
    ]),
    Removed: answered({ removed: removed }, ["removed"]),
  };
}

/** Every answer is one object with the version of its format. */
function answered(properties: Readonly<Record<string, unknown>>, required: readonly string[]): JsonSchema {
  const formatVersion = { type: "string", const: "1" };
  return { type: "object", properties: { formatVersion, ...properties }, required: ["formatVersion", ...required] };
}

const removed: JsonSchema = {
  type: "object",
  properties: {
    name: { type: "string" },
    uid: { type: "string" },
    policy: { type: "string", enum: ["retain", "forget"] },
  },
  required: ["name", "uid", "policy"],
};
