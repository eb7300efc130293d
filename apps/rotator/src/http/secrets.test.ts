import { type Credential, Secret } from "@rekey/core";
import { expect, it } from "vitest";
import { z } from "zod";
import { documentOf } from "./document.ts";
import { declaring, NOW, openScene, type Scene } from "./ground.fixture.ts";

const held: Partial<Credential> = {
  opened: 3,
  current: { number: 2, issued: { secret: new Secret("canary-current") }, facts: {}, since: NOW },
  previous: { number: 1, issued: { secret: new Secret("canary-previous") }, facts: {}, since: NOW },
  attempt: {
    version: 3,
    why: "due",
    phase: "landed",
    before: {},
    facts: {},
    openedAt: NOW,
    candidate: { secret: new Secret("canary-candidate") },
    reply: { status: 200, headers: { "x-token": new Secret("canary-header") }, body: new Secret("canary-reply") },
  },
};

/** A scene whose one credential holds all that a row may hold. */
async function full(): Promise<Scene> {
  const ending = new AbortController();
  const scene = openScene({ signal: ending.signal });
  await scene.ask("PUT /v1/declarations/cache", { body: declaring() });
  const claimed = await scene.store.claim("uid-1", NOW, 1);
  if (!claimed) throw new TypeError("nobody holds it");
  await scene.store.commit(claimed.claim, { ...claimed.credential, ...held }, { name: "rotation.kept", at: NOW });
  await scene.store.release(claimed.claim);
  ending.abort();
  return scene;
}

const shape = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
const { paths } = shape.parse(documentOf(openScene().app, []));
const lines = Object.entries(paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace("{name}", "cache")}`),
);

it.for(lines.filter((line) => !line.endsWith("/secret")))("shows no secret at %s (law 10)", async (line) => {
  const { ask } = await full();
  for (const body of [undefined, declaring(), { for: "2d" }]) {
    const { text, headers } = await ask(line, line.startsWith("GET") || body === undefined ? {} : { body });
    expect(text + [...headers].join()).not.toContain("canary");
  }
});

it("shows the secrets at the one place, and nothing of a reply", async () => {
  const { ask } = await full();
  const { text } = await ask("GET /v1/credentials/cache/secret");
  for (const secret of ["canary-current", "canary-previous", "canary-candidate"]) expect(text).toContain(secret);
  expect(text).not.toContain("canary-reply");
});

it("quotes no more of what was sent than its place, where it is a secret that nobody asked for", async () => {
  const { ask } = openScene();
  const body = declaring({ account: { user: "ada", password: "canary-pasted" }, secret: "canary-pasted" });
  const { status, text } = await ask("PUT /v1/declarations/cache", { body });
  expect(status).toBe(422);
  expect(text).not.toContain("canary-pasted");
});

it("survives bodies that are made to hurt", async () => {
  const { ask } = openScene();
  const deep = `${"[".repeat(30_000)}${"]".repeat(30_000)}`;
  const bodies = [`{"account": ${deep}}`, '{"__proto__": {"adopt": true}}', '{"constructor": {"prototype": {}}}'];
  for (const body of bodies)
    expect(await ask("PUT /v1/declarations/cache", { body })).toMatchObject({
      status: 422,
      json: { code: "ERR_DECLARATION" },
    });
});
