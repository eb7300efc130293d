import { expect, it } from "vitest";
import { z } from "zod";
import type { Scope } from "./caller.ts";
import { documentOf } from "./document.ts";
import { declaring, openScene } from "./ground.fixture.ts";

const ALL: readonly Scope[] = ["declare", "read", "rotate", "approve", "secret", "admin"];

/** Who may use what; a route that does not stand here is a defect. */
const MAY: Readonly<Record<string, readonly Scope[]>> = {
  "GET /v1/declarations": ["declare", "read"],
  "PUT /v1/declarations/{name}": ["declare"],
  "GET /v1/declarations/{name}": ["declare", "read"],
  "DELETE /v1/declarations/{name}": ["declare"],
  "GET /v1/credentials": ["declare", "read"],
  "GET /v1/credentials/{name}": ["declare", "read"],
  "POST /v1/credentials/{name}/rotate": ["rotate"],
  "POST /v1/credentials/{name}/approve": ["approve"],
  "POST /v1/credentials/{name}/pause": ["rotate"],
  "POST /v1/credentials/{name}/resume": ["rotate"],
  "GET /v1/credentials/{name}/secret": ["secret"],
  "GET /v1/plan": ["declare", "read"],
  "GET /v1/events": ["declare", "read"],
  "GET /v1/openapi.json": ALL,
  "GET /metrics": ["read"],
};
const OPEN = ["GET /healthz", "GET /readyz"];

const shape = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

it("has no route that is in no table", () => {
  const { app } = openScene();
  const { paths } = shape.parse(documentOf(app, []));
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(new Set(routes)).toEqual(new Set([...Object.keys(MAY), ...OPEN]));
});

const cells = Object.entries(MAY).flatMap(([line, scopes]) =>
  ALL.map((scope) => ({ line, scope, isAllowed: scopes.includes(scope) })),
);

/** One request with one scope; a stream is closed once it has begun. */
async function statusOf(line: string, token: string): Promise<number> {
  const ending = new AbortController();
  const scene = openScene({ signal: ending.signal });
  await scene.ask("PUT /v1/declarations/cache", { body: declaring() });
  ending.abort();
  const body = line.startsWith("PUT") ? { body: declaring() } : {};
  return (await scene.ask(line.replace("{name}", "cache"), { token, ...body })).status;
}

it.for(cells)("$scope may $line: $isAllowed", async ({ line, scope, isAllowed }) => {
  expect((await statusOf(line, scope)) !== 403).toBe(isAllowed);
});

it.for(Object.keys(MAY))("%s wants a token", async (line) => {
  expect(await statusOf(line, "")).toBe(401);
});

it.for(Object.keys(MAY).filter((line) => line.includes("{name}")))(
  "%s is for the names that a token covers, and says nothing of others",
  async (line) => {
    const scopes = ALL.map((scope) => `${scope}:other`).join(" ");
    expect(await statusOf(line, scopes)).toBe(403);
    expect(await statusOf(line.replace("{name}", "nothing"), scopes)).toBe(403);
  },
);

it("is open to nobody but for whether it is alive", async () => {
  const { ask } = openScene();
  for (const line of OPEN) expect(await ask(line, { token: "" })).toMatchObject({ status: 200 });
  for (const line of ["GET /", "GET /v2", "GET /healthz/", "GET //healthz"])
    expect((await ask(line, { token: "" })).status).toBe(401);
});
