import { virtualClock } from "@rekey/core/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { small, start } from "../world.fixture.ts";

const world = (metadata: object) => small({}, { iam: { agencies: [{ name: "server" }] }, metadata });
const shape = z.object({
  credential: z.object({ access: z.string(), secret: z.string(), securitytoken: z.string(), expires_at: z.string() }),
});

async function token(base: string, ttl = "21600"): Promise<Response> {
  return fetch(`${base}/meta-data/latest/api/token`, {
    method: "PUT",
    headers: { "X-Metadata-Token-Ttl-Seconds": ttl },
  });
}

const securityKey = (base: string, held?: string) =>
  fetch(`${base}/openstack/latest/securitykey`, held === undefined ? {} : { headers: { "X-Metadata-Token": held } });

describe("the metadata service", () => {
  it("lends the keys of the server's agency to whoever has a token", async () => {
    await using emulator = await start(world({ agency: "server" }));
    const base = emulator.endpoints.metadata;
    const held = await (await token(base)).text();
    const { credential } = shape.parse(await (await securityKey(base, held)).json());
    expect(credential.expires_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect((await securityKey(base)).status).toBe(401);
    expect((await securityKey(base, "another")).status).toBe(401);
  });

  it("gives tokens that end", async () => {
    const clock = virtualClock();
    await using emulator = await start(world({ agency: "server" }), { clock });
    const base = emulator.endpoints.metadata;
    const held = await (await token(base, "60")).text();
    expect((await securityKey(base, held)).status).toBe(200);
    await clock.advance(60_000);
    expect((await securityKey(base, held)).status).toBe(401);
    for (const ttl of ["0", "21601", "an hour"]) expect((await token(base, ttl)).status).toBe(400);
  });

  it("knows no tokens where it is an older one", async () => {
    await using emulator = await start(world({ agency: "server", knowsTokens: false }));
    expect((await token(emulator.endpoints.metadata)).status).toBe(404);
    expect((await securityKey(emulator.endpoints.metadata)).status).toBe(200);
  });

  it("says that a server has no agency", async () => {
    await using emulator = await start(world({}));
    const held = await (await token(emulator.endpoints.metadata)).text();
    const answer = await securityKey(emulator.endpoints.metadata, held);
    expect([answer.status, await answer.text()]).toEqual([401, "Please configure Cloud Service Agency first"]);
  });
});
