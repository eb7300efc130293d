import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { ONE } from "../packages/pulumi/test/engine/program.fixture.ts";
import { Stack } from "../packages/pulumi/test/engine/stack.fixture.ts";
import { programFolder } from "../packages/pulumi/test/process/folder.fixture.ts";
import { OLD, openPlace, type Place } from "./pulumi/place.fixture.ts";

vi.setConfig({ testTimeout: 120_000 });

const root = join(import.meta.dirname, "..");
const example = (path: string): string => readFileSync(join(root, "examples/pulumi", path), "utf8");
const MODULE = `{ "type": "module", "main": "index.js" }`;

const stackIn = ({ url, token }: Place, folder: string, plugin?: string): Stack =>
  new Stack({ folder, env: { REKEY_URL: url, REKEY_TOKEN: token }, ...(plugin !== undefined && { plugin }) });

it("a program's declaration is rotated by the daemon, changed, replaced, refreshed, and forgotten", async () => {
  await using place = await openPlace();
  const stack = stackIn(place, programFolder({ "index.js": ONE, "package.json": MODULE }));
  const say = (args: object) => {
    const cache = { deliver: ["app-env"], deletionPolicy: "forget", waitForReady: "1m", ...args };
    stack.options = { ...stack.options, config: { "try:cache": JSON.stringify(cache) } };
  };
  say({});
  const password = (user: string) => place.emulator.account("cache-prod", user).password.reveal();
  const { errors, outputs } = await stack.up();
  expect(errors).toEqual([]);
  expect(place.delivered("cache")).toContain(password("app"));
  expect(JSON.stringify(stack.state)).not.toContain(password("app"));
  await expect(stack.up()).resolves.toMatchObject({ steps: ["same cache"], errors: [] });
  await expect(stack.refresh()).resolves.toMatchObject({ steps: ["same cache"], errors: [] });
  say({ rotate: { every: "7d", jitter: "1h" }, grace: "5m" });
  await expect(stack.up()).resolves.toMatchObject({
    steps: ["update cache"],
    errors: [],
    outputs: { id: outputs["id"] },
  });
  expect(await place.rotator("status cache --json")).toContain('"everyMs":604800000');
  say({ rotate: { every: "7d" }, account: { instance: "cache-prod", user: "queue" } });
  await expect(stack.up()).resolves.toMatchObject({ steps: ["delete cache", "replace(account) cache"], errors: [] });
  expect(place.delivered("cache")).toContain(password("queue"));
  await expect(stack.destroy()).resolves.toMatchObject({ steps: ["delete cache"], errors: [] });
  expect(await place.rotator("status")).not.toContain("cache");
});

it("two accounts that take turns are declared, and read back as they were written", async () => {
  await using place = await openPlace();
  const program = `import * as rekey from "@rekey/pulumi";
const user = (user) => ({ instance: "cache-prod", user });
new rekey.dcs.AclPassword("cache", { connection: "prod", accounts: [user("app"), user("queue")], rotate: { every: "30d" }, deliver: ["app-env"],
  heartbeat: "12h", drift: "rotate", stagger: { group: "caches", offset: "10m" }, adopt: true, waitForReady: "1m" });`;
  const stack = stackIn(place, programFolder({ "index.js": program, "package.json": MODULE }));
  await expect(stack.up()).resolves.toMatchObject({ steps: ["create cache"], errors: [] });
  await expect(stack.refresh()).resolves.toMatchObject({ steps: ["same cache"] });
  // As a state that was lost on the way back: the declaration has moved on, and says the same.
  stack.state = stack.state.map((one) => ({ ...one, outputs: { ...one.outputs, generation: 0 } }));
  await stack.refresh();
  await expect(stack.preview()).resolves.toMatchObject({ steps: ["same cache"], errors: [] });
});

it("the daemon's own words reach whoever wrote the program", async () => {
  await using place = await openPlace();
  const stack = stackIn(place, programFolder({ "index.js": ONE, "package.json": MODULE }));
  const said = async (args: object) => {
    stack.options = { ...stack.options, config: { "try:cache": JSON.stringify(args) } };
    return (await stack.up()).errors.join("\n");
  };
  expect(await said({ connection: "none" })).toMatch(/use connections\.none for this dcs\.acl-password/);
  expect(await said({ rotate: { cron: "* *" } })).toMatch(/rotate\.cron/);
  expect(await said({ account: { instance: "cache-none", user: "app" } })).toMatch(/account .*cache-none/);
  expect(await said({ connection: "meeting" })).toMatch(/does not let acme\/shop\/dev\/cache use connections\.meeting/);
});

it("the TypeScript example declares a cache's password, an access key and a Meeting user's password", async () => {
  await using place = await openPlace();
  const files = { "index.ts": example("typescript/index.ts"), "package.json": example("typescript/package.json") };
  const stack = stackIn(place, programFolder(files));
  await expect(stack.preview()).resolves.toMatchObject({
    errors: [],
    steps: ["create ada", "create cache-app", "create ci-key"],
  });
  await expect(stack.up()).resolves.toMatchObject({
    errors: [],
    steps: ["create ada", "create cache-app", "create ci-key"],
  });
  expect(place.delivered("cache-app")).toContain(place.emulator.account("cache-prod", "app").password.reveal());
  await place.rotator("import ada", `${OLD}\n`);
  expect(await place.rotator("status ada")).toContain("stable");
  await expect(stack.up()).resolves.toMatchObject({ errors: [], steps: ["same ada", "same cache-app", "same ci-key"] });
  await expect(stack.refresh()).resolves.toMatchObject({
    errors: [],
    steps: ["same ada", "same cache-app", "same ci-key"],
  });
  await expect(stack.destroy()).resolves.toMatchObject({ errors: [] });
  const list = await place.rotator("status");
  expect([list.includes("cache-app"), list.includes("ada"), list.includes("ci-key")]).toEqual([true, true, false]);
});

const yaml = z.object({
  resources: z.record(z.string(), z.object({ type: z.string(), properties: z.record(z.string(), z.unknown()) })),
});

it("the YAML example is carried by the plugin, through a program that registers what it says", async () => {
  await using place = await openPlace();
  const { resources } = yaml.parse(parse(example("plugin/Pulumi.yaml")));
  const program = `import * as pulumi from "@pulumi/pulumi";
for (const [name, { type, properties }] of Object.entries(${JSON.stringify(resources)})) new pulumi.CustomResource(type, name, properties);`;
  const plugin = join(root, "packages/pulumi/src/plugin/main.ts");
  const stack = stackIn(place, programFolder({ "index.js": program, "package.json": MODULE }), plugin);
  await expect(stack.up()).resolves.toMatchObject({ errors: [], steps: ["create cache-app", "create ci-key"] });
  await place.logged("delivery.done");
  await expect(stack.refresh()).resolves.toMatchObject({ errors: [], steps: ["same cache-app", "same ci-key"] });
  await expect(stack.destroy()).resolves.toMatchObject({ errors: [], steps: ["delete cache-app", "delete ci-key"] });
});
