import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BOOTSTRAP } from "../../src/bootstrap.ts";
import { fakeDaemon } from "../../src/fake/daemon.fixture.ts";
import { INPUTS } from "../../src/provider/opened.fixture.ts";
import { ProviderError } from "./failed.fixture.ts";
import { programFolder } from "./folder.fixture.ts";
import { nodes } from "./nodes.fixture.ts";
import { startProvider } from "./provider.fixture.ts";

const URN = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/rekey/dcs:AclPassword::cache";

describe.for(nodes)("the server for dynamic resources on Node %s", ([, node]) => {
  it("carries a resource from its check to its end", { timeout: 30_000 }, async () => {
    await using daemon = await fakeDaemon();
    await using provider = await startProvider({
      folder: programFolder(),
      node: await node(),
      env: { REKEY_URL: daemon.url, REKEY_TOKEN: daemon.token },
    });
    await provider.configure({});
    const { inputs, failures } = await provider.check(URN, {}, INPUTS);
    expect([inputs, failures]).toEqual([INPUTS, []]);
    const { id, properties } = await provider.create(URN, inputs);
    expect([id, properties]).toEqual(["uid-1", { ...INPUTS, uid: "uid-1", generation: 1 }]);
    const news = { ...INPUTS, rotate: { every: "7d" } };
    const difference = { olds: properties, inputs, news };
    await expect(provider.diff(URN, id, difference)).resolves.toMatchObject({ isChanged: true, replaces: [] });
    const { properties: updated } = await provider.update(URN, id, { olds: properties, news });
    expect(updated).toEqual({ ...news, uid: "uid-1", generation: 2 });
    await expect(provider.read(URN, id, { properties: updated })).resolves.toEqual({
      id,
      properties: updated,
      inputs: news,
    });
    await provider.delete(URN, id, updated);
    await expect(provider.read(URN, id, { properties: updated })).resolves.toMatchObject({ id: "" });
    expect(provider.said).toEqual([]);
  });
});

describe("the server for dynamic resources", () => {
  const folder = programFolder();

  it("is configured before its first calls, however many come at once", async () => {
    await using daemon = await fakeDaemon();
    await using provider = await startProvider({ folder });
    await provider.configure({ "rekey:url": daemon.url, "rekey:token": daemon.token });
    const names = Array.from({ length: 20 }, (_, at) => `cache-${at}`);
    const made = names.map((name) =>
      provider.create(URN, { ...INPUTS, name, account: { instance: "cache-prod", user: name } }),
    );
    expect(new Set((await Promise.all(made)).map(({ id }) => id)).size).toBe(20);
  });

  it("looks into the environment first, and reads the token's file anew each time", async () => {
    await using daemon = await fakeDaemon();
    // A folder of this name holds what a person gave us in clear.
    const given = join(programFolder(), "given");
    mkdirSync(given);
    const file = join(given, "token");
    writeFileSync(file, "canary-old-token\n");
    const env = { REKEY_URL: daemon.url, REKEY_TOKEN_FILE: file };
    await using provider = await startProvider({ folder, env });
    await provider.configure({ "rekey:url": "http://127.0.0.1:1", "rekey:token": "canary-configured" });
    await expect(provider.create(URN, INPUTS)).rejects.toThrow("no valid token came with this request");
    writeFileSync(file, `${daemon.token}\n`);
    await expect(provider.create(URN, INPUTS)).resolves.toMatchObject({ id: "uid-1" });
  });

  it("needs no daemon, no token and no network for check and diff", async () => {
    await using provider = await startProvider({ folder });
    await provider.configure({});
    await expect(provider.check(URN, {}, INPUTS)).resolves.toMatchObject({ failures: [] });
    const olds = { ...INPUTS, uid: "uid-1", generation: 1 };
    const same = await provider.diff(URN, "uid-1", { olds, inputs: INPUTS, news: INPUTS });
    expect(same).toMatchObject({ isChanged: false });
    await expect(provider.create(URN, INPUTS)).rejects.toThrow("nothing says where the daemon is: set REKEY_URL");
  });

  it("keeps what is declared and not ready, with its provider (partial failure)", async () => {
    await using daemon = await fakeDaemon();
    daemon.declared.status = () => ({ uid: "uid-1", state: "stuck", conditions: [] });
    const env = { REKEY_URL: daemon.url, REKEY_TOKEN: daemon.token };
    await using provider = await startProvider({ folder, env });
    const inputs = { ...INPUTS, waitForReady: "1s" };
    const error: unknown = await provider.create(URN, inputs).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({
      initial: {
        id: "uid-1",
        properties: { ...inputs, __provider: BOOTSTRAP, uid: "uid-1", generation: 1 },
        reasons: ["cache is stuck: it is stuck; rotator status cache says more"],
      },
    });
  });

  it("fails in one line and without a stack where a program is wrong", async () => {
    await using provider = await startProvider({ folder });
    const olds = { ...INPUTS, uid: "uid-1", generation: 1 };
    const news = { ...INPUTS, name: "other" };
    await expect(provider.diff(URN, "uid-1", { olds, inputs: INPUTS, news })).rejects.toThrow("deletionPolicy");
    expect(provider.said.join("")).toMatch(/^rekey: cache cannot be given a new name [^\n]*\n$/);
  });

  it("says what to do where the package is not installed in the program", async () => {
    const elsewhere = programFolder();
    await using provider = await startProvider({ folder: elsewhere, env: { NODE_OPTIONS: "--conditions=none" } });
    const broken = BOOTSTRAP.replace("@rekey/pulumi/provider", "@rekey/gone/provider");
    await expect(provider.check(URN, {}, { ...INPUTS, __provider: broken })).rejects.toThrow(
      `@rekey/pulumi has to be among the dependencies in ${elsewhere}, for refresh and destroy too: Cannot find package`,
    );
  });
});
