import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { fakeDaemon } from "../../src/fake/daemon.fixture.ts";
import manifest from "../../package.json" with { type: "json" };
import { empties, messages, plugins } from "../../src/plugin/stubs.ts";
import { MARK, SECRET, secret } from "../engine/values.fixture.ts";
import { ProviderError } from "./failed.fixture.ts";
import { programFolder } from "./folder.fixture.ts";
import { nodes } from "./nodes.fixture.ts";
import { startProvider } from "./provider.fixture.ts";

vi.setConfig({ testTimeout: 30_000 });

const URN = "urn:pulumi:dev::shop::rekey:dcs:AclPassword::cache";
const script = join(import.meta.dirname, "../../src/plugin/main.ts");
const folder = programFolder();
const ARGS = { connection: "prod", account: { instance: "cache-prod", user: "app" }, rotate: { every: "30d" } };
const INPUTS = { ...ARGS, kind: "dcs.acl-password", name: "cache", owner: "organization/shop/dev/cache" };

async function opened(node?: string) {
  const daemon = await fakeDaemon();
  const env = { REKEY_URL: daemon.url, REKEY_TOKEN: daemon.token };
  const provider = await startProvider({ folder, script, env, ...(node !== undefined && { node }) });
  await provider.configure({});
  const dispose = async () => {
    await provider[Symbol.asyncDispose]();
    await daemon[Symbol.asyncDispose]();
  };
  return { daemon, provider, [Symbol.asyncDispose]: dispose };
}

describe.for(nodes)("the plugin on Node %s", ([, node]) => {
  it("carries a resource from its check to its end", async () => {
    await using world = await opened(await node());
    const { provider } = world;
    const { inputs, failures } = await provider.check(URN, {}, ARGS);
    expect([inputs, failures]).toEqual([INPUTS, []]);
    const { id, properties } = await provider.create(URN, inputs);
    expect([id, properties]).toEqual(["uid-1", { ...INPUTS, uid: "uid-1", generation: 1 }]);
    const news = { ...INPUTS, rotate: { every: "7d" } };
    await expect(provider.diff(URN, id, { olds: properties, inputs, news })).resolves.toEqual({
      isChanged: true,
      replaces: [],
      deleteBeforeReplace: false,
      diffs: ["rotate"],
    });
    const { properties: updated } = await provider.update(URN, id, { olds: properties, news });
    await provider.delete(URN, id, updated);
    await expect(provider.read(URN, id, { properties: updated })).resolves.toMatchObject({ id: "" });
    expect(provider.said).toEqual([]);
  });
});

describe("the plugin", () => {
  it("imports by id or by name, and the next update takes over what it imported", async () => {
    await using world = await opened();
    const { provider, daemon } = world;
    const body = { ...ARGS, kind: INPUTS.kind, owner: "file" };
    daemon.declared.put({ name: "cache", uid: undefined }, body);
    for (const asked of ["uid-1", "cache"]) {
      const { id, properties, inputs } = await provider.read(URN, asked, {});
      expect([id, properties]).toEqual(["uid-1", { ...body, name: "cache", uid: "uid-1", generation: 1 }]);
      expect(inputs).toEqual({ ...body, name: "cache" });
    }
    const { properties: olds, inputs: imported = {} } = await provider.read(URN, "cache", {});
    const { inputs: news } = await provider.check(URN, imported, ARGS);
    expect(await provider.diff(URN, "uid-1", { olds, inputs: imported, news })).toMatchObject({ diffs: ["owner"] });
    await provider.update(URN, "uid-1", { olds, news });
    expect(daemon.declared.rows.get("cache")?.body["owner"]).toBe("organization/shop/dev/cache");
  });

  it("fails to import what does not exist, or is of another kind", async () => {
    await using world = await opened();
    await expect(world.provider.read(URN, "nobody", {})).rejects.toThrow("no declaration of the id or the name nobody");
    await world.provider.create(URN, INPUTS);
    const key = URN.replace("dcs:AclPassword", "iam:AccessKey");
    await expect(world.provider.read(key, "cache", {})).rejects.toThrow("cache is of the kind dcs.acl-password");
  });

  it("tells what it knows in a preview, and asks nobody", async () => {
    await using provider = await startProvider({ folder, script });
    await provider.configure({});
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    await expect(provider.create(URN, INPUTS, true)).resolves.toEqual({
      id: "",
      properties: { ...INPUTS, uid: unknown, generation: unknown },
    });
    const olds = { ...INPUTS, uid: "uid-1", generation: 3 };
    await expect(provider.update(URN, "uid-1", { olds, news: INPUTS, isPreview: true })).resolves.toEqual({
      properties: { ...INPUTS, uid: "uid-1", generation: unknown },
    });
  });

  it("keeps secret what was secret, and repeats none in a failure (law 10)", async () => {
    await using world = await opened();
    const { provider } = world;
    const account = { instance: "cache-prod", user: secret("canary:user") };
    const { inputs, failures } = await provider.check(URN, {}, { ...ARGS, account });
    expect(inputs["account"]).toEqual(account);
    expect(JSON.stringify(failures)).not.toContain("canary");
    const right = { ...INPUTS, account: { instance: "cache-prod", user: secret("canary-user") } };
    const { properties } = await provider.create(URN, right);
    expect(properties["account"]).toMatchObject({ [MARK]: SECRET });
    const { properties: seen, inputs: read } = await provider.read(URN, "uid-1", { properties, inputs: right });
    expect([seen["account"], read?.["account"]]).toMatchObject([{ [MARK]: SECRET }, { [MARK]: SECRET }]);
  });

  it("keeps what is declared and not ready (partial failure)", async () => {
    await using world = await opened();
    world.daemon.declared.status = () => ({ uid: "uid-1", state: "stuck", conditions: [] });
    const inputs = { ...INPUTS, waitForReady: "1s" };
    const error: unknown = await world.provider.create(URN, inputs).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(ProviderError);
    const reasons = ["cache is stuck: it is stuck; rotator status cache says more"];
    expect(error).toMatchObject({ initial: { id: "uid-1", properties: { ...inputs, uid: "uid-1" }, reasons } });
  });

  it("ends its waits when Pulumi cancels them, and keeps what is declared", async () => {
    await using world = await opened();
    const { provider, daemon } = world;
    const asked = Promise.withResolvers<void>();
    daemon.declared.status = () => {
      asked.resolve();
      return { uid: "uid-1", state: "rotating", conditions: [] };
    };
    const made = provider.create(URN, { ...INPUTS, waitForReady: "1h" }).catch((cause: unknown) => cause);
    await asked.promise;
    await new Promise<void>((resolve, reject) => {
      provider.client.cancel(new empties.Empty(), (error) => (error ? reject(error) : resolve()));
    });
    expect(await made).toMatchObject({
      initial: { reasons: ["cache is declared, and nobody knows whether it is ready: Pulumi cancelled it"] },
    });
  });

  it("says what it is: its schema, its version, and that it takes secrets", async () => {
    await using provider = await startProvider({ folder, script });
    const { client } = provider;
    const schema = await new Promise<string>((resolve, reject) => {
      client.getSchema(new messages.GetSchemaRequest(), (error, answer) =>
        error ? reject(error) : resolve(answer.getSchema()),
      );
    });
    expect(JSON.parse(schema)).toMatchObject({ name: "rekey", version: manifest.version });
    const version = await new Promise<InstanceType<typeof plugins.PluginInfo>>((resolve, reject) => {
      client.getPluginInfo(new empties.Empty(), (error, answer) => (error ? reject(error) : resolve(answer)));
    });
    expect(version.getVersion()).toBe(manifest.version);
    const shaken = await new Promise<boolean>((resolve, reject) => {
      client.handshake(new messages.ProviderHandshakeRequest(), (error, answer) =>
        error ? reject(error) : resolve(answer.getAcceptSecrets()),
      );
    });
    expect(shaken).toBe(true);
  });

  it("explains itself to a person", async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ["--conditions=@rekey/source", script, "--help"]);
    expect(stdout).toContain("pulumi-resource-rekey ENGINE");
  });
});
