import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { createServer } from "node:net";
import { request } from "node:https";
import { hasCode } from "@rekey/core";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ask } from "./client.fixture.ts";
import { makeCertificate } from "./redis/certificate.ts";
import { listening } from "./redis/plane.ts";
import { createEmulator } from "./start.ts";
import { INSTANCES, small, start } from "./world.fixture.ts";

afterEach(() => vi.unstubAllEnvs());

describe("an emulator", () => {
  it("stands on the small Redis where no redis-server is on PATH", async () => {
    vi.stubEnv("PATH", "");
    await using emulator = await createEmulator(small());
    expect(emulator.dataPlane).toBe("small");
    const error = await createEmulator(small(), { dataPlane: "redis" }).catch((reason: unknown) => reason);
    expect(hasCode(error, "ERR_DECLARATION")).toBe(true);
  });

  it("stands on a real Redis where one is", async () => {
    await using emulator = await createEmulator(small());
    expect(emulator.dataPlane).toBe("redis");
  });

  it("listens on the port that it is given, and on none where that is taken", async () => {
    const taken = createServer();
    const port = await listening(taken);
    await expect(start(small(), { port })).rejects.toThrow("EADDRINUSE");
    await new Promise((resolve) => taken.close(resolve));
    await using emulator = await start(small(), { port });
    expect(new Set(Object.values(emulator.endpoints))).toEqual(new Set([`http://127.0.0.1:${port}`]));
  });

  it.for(["its own", "a given"] as const)("speaks TLS with %s certificate", async (whose) => {
    const given = makeCertificate();
    await using emulator = await start(small(), { tls: whose === "its own" || given });
    const ca = whose === "its own" ? emulator.ca : given.cert;
    const asked = request(`${emulator.endpoints.dcs}${INSTANCES}`, { ca }).end();
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    expect([answer.statusCode, emulator.endpoints.meeting.slice(0, 8)]).toEqual([401, "https://"]);
    answer.destroy();
    await expect(fetch(emulator.endpoints.dcs)).rejects.toThrow("fetch failed");
  });

  it("answers nobody once it is closed, however often", async () => {
    const emulator = await start();
    await emulator.close();
    await emulator.close();
    await expect(ask(emulator.endpoints.dcs, INSTANCES)).rejects.toThrow("ECONNREFUSED");
  });

  it("needs no instance", async () => {
    await using emulator = await start(small({}, { instances: [] }));
    expect((await ask(emulator.endpoints.dcs, INSTANCES)).json).toEqual({ instances: [], instance_num: 0 });
    expect(emulator.addresses).toEqual({});
  });
});
