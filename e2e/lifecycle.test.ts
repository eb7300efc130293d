import { type InlineProgramArgs, LocalWorkspace, type Stack } from "@pulumi/pulumi/automation/index.js";
import * as rekey from "@rekey/pulumi";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leaks, openScene, type Scene } from "./scene.fixture.ts";

const MINUTES = 60_000;

/** What the program declares now; a test edits it as a person would. */
interface Wanted {
  readonly user?: string;
  readonly every?: string;
}

describe("a program's life with the real CLI", { timeout: 5 * MINUTES }, () => {
  let scene: Scene;
  let stack: Stack;
  let wanted: Wanted = {};

  beforeAll(async () => {
    scene = await openScene();
    stack = await stackOf(scene, "life", async () => {
      const { user = "app", every = "30d" } = wanted;
      const cache = new rekey.dcs.AclPassword("cache-app", {
        connection: "prod",
        account: { instance: "cache-prod", user },
        rotate: { every },
        deliver: ["files"],
        deletionPolicy: "forget",
        waitForReady: "1m",
      });
      return { id: cache.id, generation: cache.generation };
    });
  }, 2 * MINUTES);
  afterAll(async () => scene[Symbol.asyncDispose]());

  it("previews while no daemon is there", async () => {
    await scene.stop();
    const { changeSummary } = await stack.preview();
    expect(changeSummary).toEqual({ create: 2 });
  });

  it("says clearly on up that no daemon is there, and loses nothing", async () => {
    await expect(stack.up()).rejects.toThrow(/cannot be reached/);
    await scene.restart();
  });

  it("declares on up; the daemon takes over, and a client logs in with what the sink was given", async () => {
    const { outputs, summary } = await stack.up();
    expect(summary.result).toBe("succeeded");
    expect(outputs["generation"]?.value).toBe(1);
    expect(await scene.logsIn("app", scene.delivered("cache-app"))).toBe(true);
    expect(await scene.logsIn("app", "canary-First-app")).toBe(false);
  });

  it("changes nothing the second time", async () => {
    expect((await stack.up()).summary.resourceChanges).toEqual({ same: 2 });
    expect((await stack.preview()).changeSummary).toEqual({ same: 2 });
  });

  it("updates the declaration under its id, and rotates nothing for it", async () => {
    wanted = { every: "7d" };
    const before = scene.delivered("cache-app");
    const { outputs, summary } = await stack.up();
    expect(summary.resourceChanges).toEqual({ same: 1, update: 1 });
    expect(outputs["generation"]?.value).toBe(2);
    expect(scene.delivered("cache-app")).toBe(before);
  });

  it("replaces it where it is another account's", async () => {
    wanted = { user: "report" };
    const { summary } = await stack.up();
    expect(summary.resourceChanges).toEqual({ replace: 1, same: 1 });
    expect(await scene.logsIn("report", scene.delivered("cache-app"))).toBe(true);
  });

  it("finds nothing to do after a refresh", async () => {
    expect((await stack.refresh()).summary.result).toBe("succeeded");
    expect((await stack.preview()).changeSummary).toEqual({ same: 2 });
  });

  it("reads one that exists by its name, and fails where there is none", async () => {
    const reader = async (name: string) => rekey.dcs.AclPassword.get("got", name).generation;
    const found = await stackOf(scene, "reader", async () => ({
      generation: await Promise.resolve(reader("cache-app")),
    }));
    expect((await found.up()).outputs["generation"]?.value).toBe(1);
    const missing = await stackOf(scene, "missing", async () => ({
      generation: await Promise.resolve(reader("nobody")),
    }));
    await expect(missing.up()).rejects.toThrow(/nobody/);
  });

  it("has no secret anywhere that Pulumi wrote (law 10, P9)", () => {
    expect(leaks(scene)).toBe(0);
  });

  it("forgets it on destroy, and the password goes on working", async () => {
    await stack.destroy();
    expect(await scene.declarations()).toEqual([]);
    expect(await scene.logsIn("report", scene.delivered("cache-app"))).toBe(true);
  });
});

/** A stack of an inline program, in the scene's folder. */
async function stackOf(scene: Scene, name: string, program: InlineProgramArgs["program"]): Promise<Stack> {
  return LocalWorkspace.createOrSelectStack(
    { stackName: name, projectName: "e2e", program },
    {
      workDir: scene.folder,
      // Its own default is the folder of this process, where no program's packages are.
      projectSettings: { name: "e2e", runtime: "nodejs", main: scene.folder },
      envVars: { ...scene.env },
    },
  );
}
