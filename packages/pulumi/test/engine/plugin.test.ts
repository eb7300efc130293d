import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { ONE, stackOf } from "./program.fixture.ts";

// Each operation starts two processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const PLUGIN = join(import.meta.dirname, "../../src/plugin/main.ts");

/** What a generated SDK of any language registers. */
const PLAIN = `
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config("try");
const args = { connection: "prod", account: { instance: "cache-prod", user: "app" }, rotate: { every: "30d" }, ...config.requireObject("cache") };
const aliases = [{ type: "pulumi-nodejs:dynamic/rekey/dcs:AclPassword" }];
const outputs = { uid: undefined, name: undefined, generation: undefined };
const cache = new pulumi.CustomResource("rekey:dcs:AclPassword", "cache", { ...outputs, ...args }, { aliases });
export const { id, name, generation } = cache;
`;

it("carries a program without our classes through its whole life", async () => {
  await using world = await stackOf(PLAIN, { plugin: PLUGIN });
  const { stack, say, daemon } = world;
  const { env = {} } = stack.options;
  stack.options = { ...stack.options, env: {} };
  await expect(stack.preview()).resolves.toMatchObject({
    steps: ["create cache"],
    errors: [],
    outputs: { name: "cache" },
  });
  stack.options = { ...stack.options, env };
  await expect(stack.up()).resolves.toMatchObject({
    steps: ["create cache"],
    errors: [],
    outputs: { id: "uid-1", name: "cache", generation: 1 },
  });
  expect(daemon.declared.rows.get("cache")?.body).toMatchObject({
    kind: "dcs.acl-password",
    owner: "organization/shop/dev/cache",
  });
  say({ rotate: { every: "7d" }, deletionPolicy: "forget" });
  await expect(stack.up()).resolves.toMatchObject({ steps: ["update cache"], outputs: { generation: 2 } });
  await expect(stack.refresh()).resolves.toMatchObject({ steps: ["same cache"] });
  await expect(stack.up()).resolves.toMatchObject({ steps: ["same cache"] });
  say({ account: { instance: "cache-prod", user: "queue" }, deletionPolicy: "forget" });
  await expect(stack.up()).resolves.toMatchObject({ steps: ["delete cache", "replace(account) cache"] });
  await expect(stack.destroy()).resolves.toMatchObject({ steps: ["delete cache"], errors: [] });
  expect(daemon.declared.rows.size).toBe(0);
});

it("takes over what was declared without it, unchanged, and loses nothing at the next refresh", async () => {
  await using world = await stackOf(ONE);
  const { stack, daemon } = world;
  await stack.up();
  const declared = structuredClone([...daemon.declared.rows]);
  await using other = await stackOf(PLAIN, { plugin: PLUGIN });
  stack.options = { ...stack.options, folder: other.folder, plugin: PLUGIN };
  await expect(stack.up()).resolves.toMatchObject({ steps: ["same cache"], errors: [], outputs: { id: "uid-1" } });
  await expect(stack.refresh()).resolves.toMatchObject({ steps: ["drifted cache"], errors: [] });
  expect(stack.state.map(({ type, id, outputs }) => [type, id, "__provider" in outputs])).toEqual([
    ["rekey:dcs:AclPassword", "uid-1", false],
  ]);
  await expect(stack.up()).resolves.toMatchObject({ steps: ["same cache"], errors: [] });
  expect([...daemon.declared.rows]).toEqual(declared);
});

it("is given back to a program with our classes, unchanged but for its provider", async () => {
  await using world = await stackOf(PLAIN, { plugin: PLUGIN });
  const { stack } = world;
  stack.options = { ...stack.options, config: { ...stack.options.config, "rekey:organization": "acme" } };
  await stack.up();
  await using other = await stackOf(ONE);
  const { plugin: _, ...options } = stack.options;
  stack.options = { ...options, folder: other.folder };
  await expect(stack.up()).resolves.toMatchObject({
    steps: ["update cache"],
    errors: [],
    outputs: { id: "uid-1", generation: 1 },
  });
  await expect(stack.refresh()).resolves.toMatchObject({ steps: ["same cache"], errors: [] });
});
