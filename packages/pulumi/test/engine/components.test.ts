import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { stackOf } from "./program.fixture.ts";

// Each operation starts two processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const PLUGIN = join(import.meta.dirname, "../../src/plugin/main.ts");

const HEAD = `
import * as pulumi from "@pulumi/pulumi";
import * as rekey from "@rekey/pulumi";

const config = new pulumi.Config("try");
const ARGS = { connection: "prod", rotate: { every: "30d" } };
const under = (type) => ({ parent: new pulumi.ComponentResource(type, type.slice(4).toLowerCase()) });
const caches = ["app", "queue"].map((user, at) => [user, { ...ARGS, account: { instance: "cache-prod", user }, ...config.requireObject("cache")[at] }]);
const [front, back] = ["web:Front", "web:Back"].map(under);
`;

/** Two resources of one name, each under a component of its own. */
const TWO = `${HEAD}
new rekey.dcs.AclPassword("cache", caches[0][1], front);
new rekey.dcs.AclPassword("cache", caches[1][1], back);
`;

/** The same, as a generated SDK of any language registers them. */
const PLAIN = `${HEAD}
const outputs = { uid: undefined, name: undefined, generation: undefined };
new pulumi.CustomResource("rekey:dcs:AclPassword", "cache", { ...outputs, ...caches[0][1] }, front);
new pulumi.CustomResource("rekey:dcs:AclPassword", "cache", { ...outputs, ...caches[1][1] }, back);
`;

it.for([
  ["our classes", TWO, {}, "acme"],
  ["the plugin", PLAIN, { plugin: PLUGIN }, "organization"],
] as const)(
  "two resources of one name under different components are two, or the preview says why not: by %s",
  async ([, program, options, organization]) => {
    await using world = await stackOf(program, options);
    const { stack, say, daemon } = world;
    say([{}, {}]);
    const { errors } = await stack.preview();
    expect(errors.join()).toMatch(
      new RegExp(
        `property name: name "cache": the resource dcs.acl-password ${organization}/shop/dev/web:(Front|Back)[$]cache declares it too`,
      ),
    );
    say([{ name: "front" }, { name: "back" }]);
    await expect(stack.preview()).resolves.toMatchObject({ steps: ["create cache", "create cache"], errors: [] });
    await expect(stack.up()).resolves.toMatchObject({ steps: ["create cache", "create cache"], errors: [] });
    const owners = ["front", "back"].map((name) => daemon.declared.rows.get(name)?.body["owner"]);
    expect(owners).toEqual([`${organization}/shop/dev/web:Front$cache`, `${organization}/shop/dev/web:Back$cache`]);
    await expect(stack.up()).resolves.toMatchObject({ steps: ["same cache", "same cache"], errors: [] });
    await expect(stack.destroy()).resolves.toMatchObject({ steps: ["delete cache", "delete cache"], errors: [] });
  },
);

it("what an older release declared under a component is updated once, and keeps its id", async () => {
  await using world = await stackOf(TWO.replace(/new rekey.dcs.AclPassword.*back\);/, ""));
  const { stack, say, daemon } = world;
  say([{}, {}]);
  await stack.up();
  const owner = "acme/shop/dev/cache";
  const row = daemon.declared.rows.get("cache");
  if (row) daemon.declared.rows.set("cache", { ...row, body: { ...row.body, owner } });
  stack.state = stack.state.map((one) => ({
    ...one,
    inputs: { ...one.inputs, owner },
    outputs: { ...one.outputs, owner },
  }));
  await expect(stack.up()).resolves.toMatchObject({ steps: ["update cache"], errors: [] });
  await expect(stack.up()).resolves.toMatchObject({ steps: ["same cache"], errors: [] });
  expect(stack.state.map(({ id }) => id)).toEqual(["uid-1"]);
  expect(daemon.declared.rows.get("cache")?.body["owner"]).toBe("acme/shop/dev/web:Front$cache");
});
