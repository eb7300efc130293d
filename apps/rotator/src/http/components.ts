import type { CredentialKind } from "@rekey/core";
import { z } from "zod";
import { approveShape } from "./credentials/approve.ts";
import { pauseShape } from "./credentials/pause.ts";
import type { Api } from "./ground.ts";
import { declarationSchema, declaredSchema } from "./shapes/declaration.ts";
import { changesShape, oneShape, requestedShape, secretsShape, viewShape } from "./shapes/credential.ts";
import { type JsonSchema, objectSchema } from "./shapes/json-schema.ts";
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
    Declarations: answered({ declarations: { type: "array", items: declaredSchema() }, next: text }, ["declarations"]),
    Removed: answered({ removed }, ["removed"]),
    Credential: answered({ credential: answer(oneShape) }, ["credential"]),
    Credentials: answered({ credentials: answer(z.array(viewShape)), next: text }, ["credentials"]),
    Requested: answered({ request: answer(requestedShape) }, ["request"]),
    Secrets: answered({ secret: answer(secretsShape) }, ["secret"]),
    Plan: answered({ changes: answer(changesShape), unchanged: { type: "integer" } }, ["changes", "unchanged"]),
    Health: answered({ status: { type: "string", const: "ok" } }, ["status"]),
    Pause: { ...objectSchema(pauseShape, "input"), oneOf: [{ required: ["for"] }, { required: ["until"] }] },
    Approve: objectSchema(approveShape, "input"),
  };
}

const text = { type: "string" };

function answer(shape: z.ZodType): JsonSchema {
  return objectSchema(shape, "output");
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
