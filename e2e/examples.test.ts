import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { done, openExample, openProgram } from "./program.fixture.ts";
import { accountOf, APP, leaks, openScene, type Scene } from "./scene.fixture.ts";

const MINUTES = 60_000;
const UP = ["up", "--yes", "--skip-preview"];
const UNCHANGED = ["preview", "--expect-no-changes"];
const WRITTEN = readFileSync(join(import.meta.dirname, "../packages/pulumi/README.md"), "utf8");
/** The first block of a language in the package's README. */
const README = (language: string): string =>
  new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "m").exec(WRITTEN)?.[1] ?? "";
const FIRST = "canary-First-ada";

describe("the examples with the real CLI", { timeout: 3 * MINUTES }, () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene({
      dataPlane: "redis",
      instances: [{ id: "cache-1", name: "cache-prod", accounts: [accountOf("app")] }],
      iam: { users: [{ name: "ci" }] },
      meeting: { apps: [APP], members: [{ account: "ada@corp", userId: "ada", password: FIRST }] },
    });
  }, 2 * MINUTES);
  afterAll(async () => scene[Symbol.asyncDispose]());

  const names = async () => (await scene.declarations()).map(({ name }) => name);
  const password = (name: string) => /^\w*PASSWORD='(.+)'$/m.exec(scene.delivered(`${name}.env`))?.[1] ?? "";

  it("in TypeScript declare a cache's password, an access key and a Meeting user's password", async () => {
    const program = await openExample(scene, "typescript");
    await done(program.pulumi("preview"));
    expect(await names()).toEqual([]);
    await done(program.pulumi(...UP));
    expect(await names()).toEqual(["ada", "cache-app", "ci-key"]);
    expect(await scene.logsIn("app", password("cache-app"))).toBe(true);
    await scene.tell(FIRST, "import", "ada");
    expect(password("ada")).not.toBe("");
    await done(program.pulumi(...UNCHANGED));
    await done(program.pulumi("refresh", "--yes"));
    await done(program.pulumi(...UNCHANGED));
    await done(program.pulumi("destroy", "--yes"));
    // What says nothing of its deletion keeps rotating, without an owner.
    expect(await names()).toEqual(["ada", "cache-app"]);
  });

  it("in YAML are carried by the plugin", async () => {
    const program = await openExample(scene, "plugin");
    await done(program.pulumi("preview"));
    await done(program.pulumi(...UP));
    const types = program.stored().ours.map(({ type }) => type);
    expect(new Set(types)).toEqual(new Set(["rekey:dcs:AclPassword", "rekey:iam:AccessKey"]));
    await vi.waitUntil(() => scene.logsIn("app", password("cache-app")), { timeout: MINUTES, interval: 100 });
    await done(program.pulumi(...UNCHANGED));
    await done(program.pulumi("refresh", "--yes"));
    await done(program.pulumi(...UNCHANGED));
    await done(program.pulumi("destroy", "--yes"));
    expect(await names()).toEqual(["ada", "cache-app"]);
  });

  it("of the package's README are one declaration, in TypeScript, in YAML and imported by name", async () => {
    const program = await openProgram(scene, "readme");
    writeFileSync(join(program.folder, "index.ts"), README("ts"));
    await done(program.pulumi(...UP));
    const [before] = program.stored().ours;
    expect(await done(program.pulumi("stack", "output", "rotation"))).toBe(`${before?.id}\n`);
    // One state, so one project; and an alias, as the README says for a resource that was declared without the plugin.
    const yaml = README("yaml").replace("name: shop", "name: readme");
    const aliased = `${yaml}    options: { aliases: ["${before?.urn}"] }\n`;
    writeFileSync(join(program.folder, "Pulumi.yaml"), aliased);
    symlinkSync(join(import.meta.dirname, "node_modules"), join(program.folder, "node_modules"));
    expect(await done(program.pulumi(...UP))).not.toMatch(/replaced|deleted|created/);
    expect(program.stored().ours).toMatchObject([{ type: "rekey:dcs:AclPassword", id: before?.id }]);
    await done(program.pulumi("destroy", "--yes"));
    await done(
      program.pulumi("import", "rekey:dcs:AclPassword", "cache-app", "cache-app", "--yes", "--generate-code=false"),
    );
    await done(program.pulumi(...UP));
    expect(program.stored().ours).toMatchObject([{ type: "rekey:dcs:AclPassword", id: before?.id }]);
  });

  it("have no secret anywhere that Pulumi wrote (law 10, P9)", () => {
    expect(leaks(scene)).toBe(0);
  });
});
