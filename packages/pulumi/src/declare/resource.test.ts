import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { BOOTSTRAP } from "../bootstrap.ts";
import { dcs, iam, meeting } from "../index.ts";

const registered: pulumi.runtime.MockResourceArgs[] = [];

beforeAll(async () => {
  const newResource = (resource: pulumi.runtime.MockResourceArgs) => {
    registered.push(resource);
    return { id: "uid-1", state: { ...resource.inputs, uid: "uid-1", generation: 1 } };
  };
  await pulumi.runtime.setMocks({ newResource, call: ({ inputs }) => inputs }, "shop", "dev", false, "acme");
});

const valueOf = <T>(output: pulumi.Output<T>) => new Promise<unknown>((resolve) => void output.apply(resolve));

const ARGS = { connection: "prod", rotate: { every: "30d" } };
const CACHE = { ...ARGS, account: { instance: "cache-prod", user: "app" } };

async function inputsOf(resource: pulumi.CustomResource): Promise<Record<string, unknown>> {
  const urn = await valueOf(resource.urn);
  return registered.find(({ name, type }) => urn === `urn:pulumi:dev::shop::${type}::${name}`)?.inputs ?? {};
}

describe("a resource", () => {
  it("is registered with the fixed provider, its kind, its owner and its name", async () => {
    const cache = new dcs.AclPassword("cache", CACHE);
    await expect(inputsOf(cache)).resolves.toEqual({
      ...CACHE,
      __provider: BOOTSTRAP,
      kind: "dcs.acl-password",
      name: "cache",
      owner: "acme/shop/dev/cache",
    });
    expect(registered.at(-1)?.type).toBe("pulumi-nodejs:dynamic/rekey/dcs:AclPassword");
  });

  it("says where in the program it was made, where Pulumi refuses it at once", () => {
    const made = () => new dcs.AclPassword("", CACHE);
    expect(made).toThrow(
      expect.objectContaining({ stack: expect.stringMatching(/^[^\n]+\n +at made .*resource\.test/) }),
    );
  });

  it("shows the daemon's uid as its id, its name, its generation, and what was declared", async () => {
    const cache = new dcs.AclPassword("shown", { ...CACHE, name: "cache-app" });
    const outputs = { id: cache.id, uid: cache.uid, name: cache.name, generation: cache.generation };
    await expect(valueOf(pulumi.output(outputs))).resolves.toEqual({
      id: "uid-1",
      uid: "uid-1",
      name: "cache-app",
      generation: 1,
    });
    await expect(valueOf(cache.account)).resolves.toEqual(CACHE.account);
    await expect(valueOf(cache.deliver)).resolves.toBeUndefined();
  });

  it("takes outputs wherever a value may stand", async () => {
    const key = new iam.AccessKey("key", {
      connection: pulumi.output("prod"),
      account: pulumi.output({ user: pulumi.output("ci") }),
      rotate: { every: pulumi.output("90d"), blackouts: [{ from: pulumi.output("2026-12-20"), to: "2027-01-02" }] },
      deliver: [pulumi.output("app-env")],
    });
    await expect(inputsOf(key)).resolves.toMatchObject({
      account: { user: "ci" },
      rotate: { every: "90d", blackouts: [{ from: "2026-12-20", to: "2027-01-02" }] },
      deliver: ["app-env"],
    });
  });

  it("says which of its arguments are secret, so that no failure repeats one", async () => {
    const account = { account: pulumi.secret("ada@corp") };
    const ada = new meeting.OwnPassword("ada", { ...ARGS, account });
    await expect(inputsOf(ada)).resolves.toMatchObject({ secrets: ["account"] });
    await expect(pulumi.isSecret(ada.account)).resolves.toBe(true);
  });

  it("writes a name that an owner cannot hold in another way", async () => {
    const cache = new dcs.AclPassword("the cache ☕", { ...CACHE, name: "cache" });
    await expect(inputsOf(cache)).resolves.toMatchObject({ owner: "acme/shop/dev/the%20cache%20%E2%98%95" });
  });

  it("under a component has an owner of its own, and the one it had before under the stack", async () => {
    const under = (type: string, name: string) => ({ parent: new pulumi.ComponentResource(type, name) });
    const front = new dcs.AclPassword("shared", { ...CACHE, name: "front" }, under("web:Front", "front"));
    const back = new dcs.AclPassword("shared", { ...CACHE, name: "back" }, under("web:Back", "back"));
    await Promise.all([front, back].map(({ urn }) => valueOf(urn)));
    const owners = registered
      .filter(({ name }) => name === "shared")
      .map(({ inputs }) => Reflect.get(Object(inputs), "owner"));
    expect(new Set(owners)).toEqual(new Set(["acme/shop/dev/web:Front$shared", "acme/shop/dev/web:Back$shared"]));
  });

  it("is told apart from all others, and known by another copy of the package", () => {
    const cache = new dcs.AclPassword("told", CACHE);
    const instance = new dcs.InstancePassword("instance", { ...ARGS, account: { instance: "cache-prod" } });
    const told = [cache, instance, {}, undefined].map((value) => dcs.AclPassword.isInstance(value));
    expect(told).toEqual([true, false, false, false]);
  });
});

it("one that is got hands over its kind, its provider and its id alone", async () => {
  const got = dcs.AclPassword.get("got", "uid-9");
  await valueOf(got.urn);
  const { id, inputs } = registered.find(({ name }) => name === "got") ?? {};
  expect({ id, inputs }).toEqual({ id: "uid-9", inputs: { __provider: BOOTSTRAP, kind: "dcs.acl-password" } });
});
