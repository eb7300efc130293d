import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { done, openProgram, type Program, sweep } from "./program.fixture.ts";
import { leaks, openScene, type Scene } from "./scene.fixture.ts";

const MINUTES = 60_000;
const UP = ["up", "--yes", "--skip-preview"];
const WAIT = { timeout: MINUTES, interval: 100 };

describe("a program's folder with the real CLI", { timeout: 3 * MINUTES }, () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene();
  }, 2 * MINUTES);
  afterAll(async () => {
    sweep(scene);
    await scene[Symbol.asyncDispose]();
  });

  const account = (user: string) => ({ account: { instance: "cache-prod", user } });
  const declared = async (name: string) => (await scene.declarations()).filter((one) => one.name === name);

  /** Starts an `up`, and answers once the daemon is in the middle of taking the declaration in. */
  async function upAt(program: Program, user: string) {
    program.declare({ [user]: { ...account(user), deletionPolicy: "forget" } });
    const asked = scene.emulator.sends("listInstances");
    scene.emulator.fault({ operation: "listInstances", do: { type: "delay", ms: 5_000 } });
    const up = program.start(...UP);
    await vi.waitUntil(() => scene.emulator.sends("listInstances") > asked, WAIT);
    return up;
  }

  it("finds the daemon by the stack's configuration, whose token is in no state in clear (law 10, P9)", async () => {
    const { REKEY_URL: url = "", REKEY_TOKEN: token = "", ...env } = scene.env;
    const apart = { ...scene, env };
    const program = await openProgram(apart, "configured");
    await done(program.pulumi("config", "set", "rekey:url", url));
    await done(program.pulumi("config", "set", "--secret", "rekey:token", token));
    program.declare({ shop: { ...account("shop"), waitForReady: "1m", deletionPolicy: "forget" } });
    await done(program.pulumi(...UP));
    expect(await scene.logsIn("shop", scene.delivered("shop"))).toBe(true);
    await done(program.pulumi("refresh", "--yes"));
    await done(program.pulumi("preview", "--expect-no-changes"));
    expect(program.stored().text).toContain('"rekey:token":{"4dabf18193072939515e22adb298388d"');
    await done(program.pulumi("destroy", "--yes"));
    expect(leaks(scene)).toBe(0);
    expect(await declared("shop")).toEqual([]);
  });

  it("declares once where the CLI is killed during a create and run again", async () => {
    const program = await openProgram(scene, "killed");
    const up = await upAt(program, "app");
    up.kill("SIGKILL");
    expect((await up.said).code).toBe(null);
    // The provider outlives its CLI, and finishes what it began.
    const [first] = await vi.waitUntil(async () => nonEmpty(await declared("app")), WAIT);
    expect(program.stored().ours).toEqual([]);
    await done(program.pulumi("cancel", "--yes"));
    await done(program.pulumi(...UP));
    expect(await declared("app")).toEqual([first]);
    expect(program.stored().ours).toMatchObject([{ id: first?.uid }]);
    await done(program.pulumi("destroy", "--yes"));
    expect(await declared("app")).toEqual([]);
  });

  it("declares once where it is interrupted during a create", async () => {
    const program = await openProgram(scene, "interrupted");
    const up = await upAt(program, "report");
    up.kill("SIGINT");
    expect((await up.said).code).not.toBe(0);
    expect(program.stored().ours).toHaveLength(1);
    await done(program.pulumi(...UP));
    expect(await declared("report")).toHaveLength(1);
    await done(program.pulumi("preview", "--expect-no-changes"));
  });

  it("takes a declaration over from another owner where it says so, and under the same uid", async () => {
    const [owner, taker] = [await openProgram(scene, "owner"), await openProgram(scene, "taker")];
    owner.declare({ batch: account("batch") });
    await done(owner.pulumi(...UP));
    const [before] = await declared("batch");
    taker.declare({ batch: account("batch") });
    const refused = await taker.pulumi(...UP);
    expect(refused.code).not.toBe(0);
    expect(refused.out).toMatch(/batch belongs to organization\/owner\/dev\/batch.*adopt: true/);
    taker.declare({ batch: { ...account("batch"), adopt: true } });
    await done(taker.pulumi(...UP));
    expect(await declared("batch")).toMatchObject([{ uid: before?.uid, owner: taker.owner("batch") }]);
    await done(owner.pulumi("destroy", "--yes"));
    expect(await declared("batch")).toMatchObject([{ uid: before?.uid, owner: taker.owner("batch") }]);
  });

  it("leaves a retained declaration behind without an owner, and it keeps rotating", async () => {
    const program = await openProgram(scene, "retained");
    program.declare({ queue: { ...account("queue"), waitForReady: "1m" } });
    await done(program.pulumi(...UP));
    const [before] = await declared("queue");
    await done(program.pulumi("destroy", "--yes"));
    expect(await declared("queue")).toMatchObject([{ uid: before?.uid, owner: "none" }]);
    const password = scene.delivered("queue");
    await scene.rotator("rotate", "queue");
    await vi.waitUntil(() => scene.delivered("queue") !== password, WAIT);
    expect(await scene.logsIn("queue", scene.delivered("queue"))).toBe(true);
    await done(program.pulumi(...UP));
    expect(await declared("queue")).toMatchObject([{ uid: before?.uid, owner: program.owner("queue") }]);
  });

  it("keeps what is not ready in time, with the reason, and the next up mends it", async () => {
    const program = await openProgram(scene, "late");
    program.declare({ mail: { ...account("mail"), waitForReady: "1s" } });
    scene.emulator.fault({ operation: "resetAclAccountPassWord", do: { type: "delay", ms: 10_000 } });
    const up = await program.pulumi(...UP);
    expect(up.code).not.toBe(0);
    expect(up.out).toMatch(/mail is declared, and not ready after 1s/);
    const [kept] = program.stored().ours;
    expect(kept?.initErrors).toMatchObject([expect.stringContaining("not ready after 1s")]);
    await vi.waitUntil(() => hasDelivered(scene, "mail"), WAIT);
    expect(await done(program.pulumi(...UP))).toMatch(/1 updated/);
    const [mended] = program.stored().ours;
    expect(mended).toMatchObject({ id: kept?.id });
    expect(mended?.initErrors ?? []).toEqual([]);
    expect(await scene.logsIn("mail", scene.delivered("mail"))).toBe(true);
  });
});

const nonEmpty = <T>(list: readonly T[]): readonly T[] | false => list.length > 0 && list;

function hasDelivered(scene: Scene, name: string): boolean {
  try {
    return scene.delivered(name) !== "";
  } catch {
    return false;
  }
}
