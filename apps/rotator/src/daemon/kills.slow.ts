import { setTimeout } from "node:timers/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { command, daemonOf, judge, kill, openScene, type Scene, start, type Verdict } from "./kills.fixture.ts";

const KILLS = Number(process.env["REKEY_KILLS"] ?? 50);
const SEED = Number(process.env["REKEY_SEED"] ?? 1);

/** What a run of kills came to. */
interface Toll {
  readonly lost: readonly Verdict[];
  readonly midway: number;
  readonly rotations: number;
}

describe("a daemon that is killed with SIGKILL at random times (laws 1, 3, 4)", () => {
  it(`loses no password in ${KILLS} kills, seed ${SEED}`, { timeout: 60_000 + KILLS * 10_000 }, async () => {
    const toll = await suffer(KILLS, daemonOf);
    expect(toll.lost).toEqual([]);
    expect(toll.midway, "kills that fell into a rotation").toBeGreaterThan(KILLS / 10);
    expect(toll.rotations).toBeGreaterThan(KILLS / 2);
  });

  it("would be found out: an engine that forgets its intent loses one", { timeout: 300_000 }, async () => {
    const forgetful = join(import.meta.dirname, "forgetful.fixture.ts");
    const toll = await suffer(25, ({ config }) => ["--conditions=@rekey/source", forgetful, config]);
    expect(toll.lost.length).toBeGreaterThan(0);
  });
});

/** Starts and kills, and looks each time whether what the store holds still logs in. */
async function suffer(kills: number, daemon: (scene: Scene) => readonly string[]): Promise<Toll> {
  const scene = await openScene(kills);
  const roll = seeded(SEED);
  const lost: Verdict[] = [];
  let midway = 0;
  let last: readonly Verdict[] = [];
  try {
    expect(await command(scene, "apply", "--yes")).toBe(0);
    for (let n = 0; n < kills && lost.length === 0; n++) {
      const child = await start(daemon(scene));
      // The one real wait of the suite: how long the daemon lives is what is tried out.
      await setTimeout(roll() * 1_200);
      await kill(child);
      last = await judge(scene);
      midway += last.filter(({ isMidway }) => isMidway).length;
      lost.push(...last.filter(({ isHeld }) => !isHeld));
    }
  } finally {
    await scene.close();
  }
  return { lost, midway, rotations: last.reduce((sum, { version }) => sum + version, 0) };
}

/** A linear congruential generator: the same seed, the same lives. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}
