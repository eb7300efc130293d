import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { done, openProgram, type Program } from "./program.fixture.ts";
import { leaks, openScene, type Scene } from "./scene.fixture.ts";

const MINUTES = 60_000;
const UP = ["up", "--yes", "--skip-preview"];
const UNCHANGED = ["preview", "--expect-no-changes"];
const TYPE = "rekey:dcs:AclPassword";
const DYNAMIC = "pulumi-nodejs:dynamic/rekey/dcs:AclPassword";
const PLUGINS = { plugins: { providers: [{ name: "rekey", path: join(import.meta.dirname, "node_modules/.bin") }] } };

// A program of the SDK's plainest resources stands for languages with generated SDKs; YAML has a test of its own among the examples.
describe("the plugin with the real CLI", { timeout: 3 * MINUTES }, () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene();
  }, 2 * MINUTES);
  afterAll(async () => scene[Symbol.asyncDispose]());

  const account = (user: string) => ({ account: { instance: "cache-prod", user } });
  const declared = async (name: string) => (await scene.declarations()).filter((one) => one.name === name);

  /** Something that keeps rotating and that nobody owns. */
  async function retained(name: string): Promise<string> {
    const program = await openProgram(scene, `before-${name}`);
    program.declare({ [name]: { ...account(name), waitForReady: "1m" } });
    await done(program.pulumi(...UP));
    await done(program.pulumi("destroy", "--yes"));
    return (await declared(name))[0]?.uid ?? "";
  }

  it("declares, updates, replaces, refreshes and forgets", async () => {
    const program = await openProgram(scene, "plain", PLUGINS);
    const say = (args: object) =>
      program.declarePlain({ cache: { ...account("app"), waitForReady: "1m", deletionPolicy: "forget", ...args } });
    say({});
    await done(program.pulumi("preview"));
    await done(program.pulumi(...UP));
    expect(await scene.logsIn("app", scene.delivered("cache"))).toBe(true);
    await done(program.pulumi(...UNCHANGED));
    const [before] = program.stored().ours;
    expect(before).toMatchObject({ type: TYPE, outputs: { owner: program.owner("cache"), generation: 1 } });
    say({ rotate: { every: "7d" } });
    expect(await done(program.pulumi(...UP))).toMatch(/1 updated/);
    expect(program.stored().ours).toMatchObject([{ id: before?.id, outputs: { generation: 2 } }]);
    say({ ...account("report") });
    expect(await done(program.pulumi(...UP))).toMatch(/1 replaced/);
    expect(await scene.logsIn("report", scene.delivered("cache"))).toBe(true);
    await done(program.pulumi("refresh", "--yes"));
    await done(program.pulumi(...UNCHANGED));
    await done(program.pulumi("destroy", "--yes"));
    expect(await declared("cache")).toEqual([]);
  });

  it("imports on the command line, by id, what the next up then owns", async () => {
    const id = await retained("batch");
    const password = scene.delivered("batch");
    const program = await openProgram(scene, "importing", PLUGINS);
    await done(program.pulumi("import", TYPE, "batch", id, "--yes", "--generate-code=false", "--protect=false"));
    expect(program.stored().ours).toMatchObject([{ type: TYPE, id }]);
    program.declarePlain({ batch: { ...account("batch"), waitForReady: "1m" } });
    expect(await done(program.pulumi(...UP))).toMatch(/1 updated/);
    await done(program.pulumi(...UNCHANGED));
    expect(await declared("batch")).toMatchObject([{ uid: id, owner: program.owner("batch") }]);
    expect(scene.delivered("batch")).toBe(password);
  });

  it("imports by the import option, and rotates nothing for it", async () => {
    const id = await retained("queue");
    const password = scene.delivered("queue");
    const program = await openProgram(scene, "option", PLUGINS);
    // An import has to find what the program says, so this says what is there.
    program.declarePlain({ queue: { ...account("queue"), waitForReady: "1m" } }, { import: id });
    await done(program.pulumi(...UP));
    await done(program.pulumi(...UP));
    expect(await declared("queue")).toMatchObject([{ uid: id, owner: program.owner("queue") }]);
    expect(scene.delivered("queue")).toBe(password);
  });

  it("takes over what the program declared without it, and gives it back, without a replacement or a loss", async () => {
    const program = await openProgram(scene, "moving", PLUGINS);
    const resources = { mail: { ...account("mail"), waitForReady: "1m", deletionPolicy: "forget" } };
    program.declare(resources);
    await done(program.pulumi(...UP));
    const [before] = program.stored().ours;
    expect(before).toMatchObject({ type: DYNAMIC });
    const stands = async (type: string) => {
      expect(await done(program.pulumi(...UP))).not.toMatch(/replaced|deleted|created/);
      await done(program.pulumi("refresh", "--yes"));
      await done(program.pulumi(...UNCHANGED));
      expect(idsOf(program)).toEqual([[type, before?.id]]);
      expect(await declared("mail")).toMatchObject([{ uid: before?.id, generation: 1 }]);
    };
    program.declarePlain(resources, { aliases: [{ type: DYNAMIC }] });
    await stands(TYPE);
    program.declare(resources);
    await stands(DYNAMIC);
    await done(program.pulumi("destroy", "--yes"));
    expect(await declared("mail")).toEqual([]);
  });

  it("has no secret anywhere that Pulumi wrote (law 10, P9)", () => {
    expect(leaks(scene)).toBe(0);
  });

  it("tells its schema, from which other languages' packages are made", async () => {
    const plugin = join(import.meta.dirname, "node_modules/.bin/pulumi-resource-rekey");
    const program = await openProgram(scene, "schema");
    const schema: unknown = JSON.parse(await done(program.pulumi("package", "get-schema", plugin)));
    expect(schema).toMatchObject({ name: "rekey", resources: { [TYPE]: { aliases: [{ type: DYNAMIC }] } } });
  });
});

const idsOf = (program: Program) => program.stored().ours.map(({ type, id }) => [type, id]);
