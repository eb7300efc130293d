import { setTimeout } from "node:timers/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { begin, command, daemonOf, kill, openScene, type Scene, start } from "./kills.fixture.ts";
import { judge, requestsFor, type Verdict } from "./verdict.fixture.ts";

const KILLS = Number(process.env["REKEY_KILLS"] ?? 50);
const SEED = Number(process.env["REKEY_SEED"] ?? 1);

/** What a run of kills came to. */
interface Toll {
  readonly lost: readonly Verdict[];
  readonly midway: number;
  readonly rotations: number;
}

describe("a daemon that is killed with SIGKILL at random times (laws 1, 3, 4) (P1)", () => {
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

describe("commands that force a rotation, killed with SIGKILL at random times (laws 1, 3, 4) (P1)", () => {
  const lives = Math.ceil(KILLS / 4);
  it(`lose no password in ${lives} kills, seed ${SEED}`, { timeout: 60_000 + lives * 15_000 }, async () => {
    const scene = await openScene(lives, "100d");
    const roll = seeded(SEED);
    const lost: Verdict[] = [];
    let midway = 0;
    try {
      expect(await command(scene, "apply", "--yes")).toBe(0);
      const names = (await judge(scene)).map(({ name }) => name);
      // How long one takes that nobody kills: its rotation is in the second half of it, on a quiet machine and on a busy one.
      const beganAt = performance.now();
      expect(await command(scene, "rotate", names[0] ?? "")).toBe(0);
      const wholeMs = performance.now() - beganAt;
      for (let n = 0; n < lives && lost.length === 0; n++) {
        const forced = begin(scene, "rotate", names[n % names.length] ?? "");
        await setTimeout(wholeMs * (0.4 + roll() * 0.6));
        await kill(forced);
        const verdicts = await judge(scene);
        midway += verdicts.filter(({ isMidway }) => isMidway).length;
        lost.push(...verdicts.filter(({ isHeld }) => !isHeld));
      }
    } finally {
      await scene.close();
    }
    expect(lost).toEqual([]);
    expect(midway, "kills that fell into a rotation").toBeGreaterThan(0);
  });
});

describe("a daemon that is stopped with SIGSTOP (law 7)", () => {
  it("loses nothing, and meets what was asked for meanwhile once it goes on (P8)", { timeout: 300_000 }, async () => {
    const scene = await openScene(6);
    const roll = seeded(SEED);
    expect(await command(scene, "apply", "--yes")).toBe(0);
    const child = await start(daemonOf(scene));
    try {
      for (let n = 0; n < 5; n++) {
        await setTimeout(roll() * 1_000);
        child.kill("SIGSTOP");
        const asked = command(scene, "rotate", "kill-1.app-0");
        await setTimeout(3_000);
        child.kill("SIGCONT");
        expect(await asked).toBe(0);
      }
    } finally {
      await kill(child);
    }
    const verdicts = await judge(scene);
    await scene.close();
    expect(verdicts.filter(({ isHeld }) => !isHeld)).toEqual([]);
  });
});

describe("two commands that force one rotation at once (law 8)", () => {
  it("make one attempt", { timeout: 300_000 }, async () => {
    const [scene, name] = [await openScene(6, "100d"), "kill-1.app-0"];
    expect(await command(scene, "apply", "--yes")).toBe(0);
    const child = await start(daemonOf(scene));
    try {
      for (let pair = 1; pair <= 5; pair++) {
        child.kill("SIGSTOP");
        const ended = Promise.all([1, 2].map(() => command(scene, "rotate", name)));
        while ((await requestsFor(scene, name)) < 2) await setTimeout(100);
        child.kill("SIGCONT");
        await ended;
        expect(await versionOf(scene, name), "the version in force").toBe(pair + 1);
      }
    } finally {
      await kill(child);
    }
    const verdicts = await judge(scene);
    await scene.close();
    expect(verdicts.filter(({ isHeld }) => !isHeld)).toEqual([]);
  });
});

async function versionOf(scene: Scene, name: string): Promise<number> {
  const found = (await judge(scene)).find((verdict) => verdict.name === name);
  return found?.version ?? 0;
}

/** Kills in one scene: beyond that, tries paid for by the dead leave too little to go on with. */
const LIVES = 25;

/** Starts and kills, in one scene after another, until a password is lost or there were enough. */
async function suffer(kills: number, daemon: (scene: Scene) => readonly string[]): Promise<Toll> {
  const roll = seeded(SEED);
  let toll: Toll = { lost: [], midway: 0, rotations: 0 };
  for (let left = kills; left > 0 && toll.lost.length === 0; left -= LIVES) {
    const { lost, midway, rotations } = await sufferIn(Math.min(left, LIVES), daemon, roll);
    toll = { lost, midway: toll.midway + midway, rotations: toll.rotations + rotations };
  }
  return toll;
}

/** Looks after each kill whether what the store holds still logs in. */
async function sufferIn(kills: number, daemon: (scene: Scene) => readonly string[], roll: () => number): Promise<Toll> {
  const scene = await openScene(kills);
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
