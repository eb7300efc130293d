import { createRoute } from "@hono/zod-openapi";
import type { CredentialKind } from "@rekey/core";
import { version } from "../version.ts";
import { schemasOf } from "./components.ts";
import type { Api, Ground } from "./ground.ts";
import { scoped } from "./guard.ts";
import { problems } from "./shapes/responses.ts";

const route = createRoute({
  method: "get",
  path: "/v1/openapi.json",
  operationId: "getDocument",
  summary: "This document",
  tags: ["daemon"],
  ...scoped("read", "declare", "rotate", "approve", "secret", "admin"),
  responses: {
    200: { description: "OpenAPI 3.1.", content: { "application/json": { schema: { type: "object" } } } },
    ...problems,
  },
});

/** `GET /v1/openapi.json`: what this API is. */
export function documentRoute(app: Api, { kinds }: Ground): void {
  let text: string | undefined;
  app.openapi(route, () => {
    text ??= JSON.stringify(documentOf(app, kinds));
    return new Response(text, { headers: { "content-type": "application/json" } });
  });
}

/** The API as OpenAPI 3.1 describes it. */
export function documentOf(app: Api, kinds: readonly CredentialKind[]): object {
  const description = "Declares credentials, shows what is in force, and asks for what a person may ask for.";
  const { components, ...document } = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "Rekey", version, description, license: { name: "Apache-2.0" } },
    tags: [
      { name: "declarations", description: "What somebody wants." },
      { name: "credentials", description: "What is in force." },
      { name: "daemon", description: "The daemon itself." },
    ],
  });
  return { ...document, components: { ...components, schemas: schemasOf(kinds) } };
}
