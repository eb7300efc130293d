import { describe, expect, it, vi } from "vitest";
import { BOOTSTRAP } from "../../src/bootstrap.ts";
import { ONE, stackOf } from "./program.fixture.ts";

// Each operation starts two processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const PROVIDER = "exports.handler = () => ({ read() { throw new Error('the old provider ran'); } });";

describe("a program", () => {
  it("is previewed without a daemon, declared, changed, replaced, refreshed and destroyed", async () => {
    await using world = await stackOf(ONE);
    const { stack, say, daemon } = world;
    const { env = {} } = stack.options;
    stack.options = { ...stack.options, env: {} };
    await expect(stack.preview()).resolves.toMatchObject({ steps: ["create cache"], errors: [] });
    stack.options = { ...stack.options, env };
    await expect(stack.up()).resolves.toMatchObject({
      steps: ["create cache"],
      outputs: { id: "uid-1", generation: 1, name: "cache" },
    });
    await expect(stack.up()).resolves.toMatchObject({ steps: ["same cache"] });
    say({ rotate: { every: "7d" }, deletionPolicy: "forget" });
    await expect(stack.up()).resolves.toMatchObject({
      steps: ["update cache"],
      outputs: { id: "uid-1", generation: 2 },
    });
    say({ account: { instance: "cache-prod", user: "queue" }, deletionPolicy: "forget" });
    await expect(stack.up()).resolves.toMatchObject({
      steps: ["delete cache", "replace(account) cache"],
      outputs: { id: "uid-2" },
    });
    await expect(stack.refresh()).resolves.toMatchObject({ steps: ["same cache"] });
    await expect(stack.preview()).resolves.toMatchObject({ steps: ["same cache"] });
    await expect(stack.destroy()).resolves.toMatchObject({ steps: ["delete cache"], errors: [] });
    expect([daemon.declared.rows.size, stack.state]).toEqual([0, []]);
  });

  it("changes what was declared from elsewhere back, once a refresh has seen it", async () => {
    await using world = await stackOf(ONE);
    await world.stack.up();
    world.daemon.declared.change("cache", { rotate: { every: "1d" } });
    await expect(world.stack.up()).resolves.toMatchObject({ steps: ["same cache"] });
    await expect(world.stack.refresh()).resolves.toMatchObject({ steps: ["drifted cache"] });
    await expect(world.stack.up()).resolves.toMatchObject({ steps: ["update cache"] });
    expect(world.daemon.declared.rows.get("cache")?.body["rotate"]).toEqual({ every: "30d" });
  });

  it("declares again what was forgotten from elsewhere, once a refresh has missed it", async () => {
    await using world = await stackOf(ONE);
    await world.stack.up();
    world.daemon.declared.rows.clear();
    await expect(world.stack.refresh()).resolves.toMatchObject({ steps: ["gone cache"] });
    await expect(world.stack.up()).resolves.toMatchObject({ steps: ["create cache"], errors: [] });
  });

  it("lets go of a resource that it names no more", async () => {
    await using world = await stackOf(
      `${ONE}\nif (config.get("more")) new rekey.iam.AccessKey("key", { connection: "prod", account: { user: "ci" }, rotate: { every: "90d" } });`,
    );
    const { stack } = world;
    stack.options = { ...stack.options, config: { ...stack.options.config, "try:more": "yes" } };
    await stack.up();
    stack.options = { ...stack.options, config: { "try:cache": "{}" } };
    await expect(stack.up()).resolves.toMatchObject({ steps: ["delete key", "same cache"] });
    expect(world.daemon.declared.rows.get("key")?.body["owner"]).toBe("none");
  });
});

it("never replaces in a preview for what is unknown until its up, which leaves the resource alone", async () => {
  const two = `
const key = new rekey.iam.AccessKey("key", { connection: "prod", account: { user: "ci" }, rotate: { every: config.get("every") ?? "90d" } });
const user = key.generation.apply((at) => (at > 0 ? "queue" : "nobody"));
new rekey.dcs.AclPassword("queue", { connection: "prod", account: { instance: "cache-prod", user }, rotate: { every: "30d" } });`;
  await using world = await stackOf(ONE + two);
  const { stack } = world;
  await stack.up();
  stack.options = { ...stack.options, config: { ...stack.options.config, "try:every": "60d" } };
  await expect(stack.preview()).resolves.toMatchObject({ steps: ["same cache", "update key", "update queue"] });
  await expect(stack.up()).resolves.toMatchObject({ steps: ["same cache", "same queue", "update key"], errors: [] });
});

describe("a failure", () => {
  it("of the daemon leaves the state as it is, and the next up goes on", async () => {
    await using world = await stackOf(ONE);
    await world.stack.up();
    world.say({ rotate: { every: "7d" } });
    const broken = Array.from({ length: 4 }, () => "break" as const);
    world.daemon.next.push(...broken);
    const { errors } = await world.stack.up();
    expect(errors.join()).toMatch(/the daemon at http:\/\/127\.0\.0\.1:\d+ cannot be reached: \w+/);
    await expect(world.stack.up()).resolves.toMatchObject({ steps: ["update cache"], errors: [] });
  });

  it("of an argument is told in the preview, with its path and its value", async () => {
    await using world = await stackOf(ONE);
    world.say({ rotate: { every: "never" } });
    const { errors } = await world.stack.preview();
    expect(errors.join()).toContain('property rotate: rotate.every "never": a duration is written like');
  });

  it("to get ready in time keeps what is declared, and the next up looks again", async () => {
    await using world = await stackOf(ONE);
    world.say({ waitForReady: "1s" });
    const { status } = world.daemon.declared;
    world.daemon.declared.status = () => ({ uid: "uid-1", state: "stuck", conditions: [] });
    const { errors } = await world.stack.up();
    expect(errors.join()).toContain("cache is stuck");
    expect(world.stack.state[0]).toMatchObject({ id: "uid-1", outputs: { __provider: BOOTSTRAP } });
    world.daemon.declared.status = status;
    await expect(world.stack.up()).resolves.toMatchObject({ steps: ["update cache"], errors: [] });
    await expect(world.stack.up()).resolves.toMatchObject({ steps: ["same cache"] });
  });

  it("between the daemon's answer and the state declares once", async () => {
    await using world = await stackOf(ONE);
    await world.stack.up();
    world.stack.state = [];
    await expect(world.stack.up()).resolves.toMatchObject({ steps: ["create cache"], outputs: { id: "uid-1" } });
    expect(world.daemon.declared.rows.size).toBe(1);
  });
});

describe("the state", () => {
  it("holds no token, no secret input in clear, and no path of the machine (law 10)", async () => {
    await using world = await stackOf(ONE.replace('user: "app"', 'user: config.requireSecret("user")'));
    const { stack, daemon, folder } = world;
    const config = {
      "rekey:url": daemon.url,
      "rekey:token": daemon.token,
      "try:cache": "{}",
      "try:user": "canary-user",
    };
    stack.options = { ...stack.options, env: {}, config, secrets: ["rekey:token", "try:user"] };
    const { errors, positions } = await stack.up();
    expect(errors).toEqual([]);
    const written = JSON.stringify(stack.state, (_, value: unknown) => (isMarked(value) ? "[secret]" : value));
    expect(written).not.toContain("canary-");
    expect(written).not.toContain(folder);
    expect(written).toContain('"secrets":["account"]');
    // Pulumi makes them relative to the program, but for what it took for a relative path.
    expect(positions).toHaveLength(1);
    expect(positions[0]).not.toMatch(/.file:/);
    expect(positions[0]).toMatch(/\/index\.\w+$/);
  });

  it("with an old provider's text is brought up to date by one up, and nothing is lost", async () => {
    await using world = await stackOf(ONE);
    const { stack } = world;
    await stack.up();
    const old = { __provider: PROVIDER };
    stack.state = stack.state.map((one) => ({
      ...one,
      inputs: { ...one.inputs, ...old },
      outputs: { ...one.outputs, ...old },
    }));
    await expect(stack.up()).resolves.toMatchObject({ steps: ["update cache"], outputs: { id: "uid-1" } });
    await expect(stack.refresh()).resolves.toMatchObject({ steps: ["same cache"], errors: [] });
  });
});

const isMarked = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "4dabf18193072939515e22adb298388d" in value;
