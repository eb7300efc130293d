import type { CredentialKind } from "@rekey/core";
import type { Ending } from "./sent.ts";
import { calm, type Fate } from "./fate.ts";
import { passToWake, untilRest } from "./history.ts";
import type { Declaring } from "./setting.ts";
import { World } from "./world.ts";

/** A Script is a fate that is known beforehand. */
export interface Script {
  /** Deaths by the number of the effect, counted over the whole life of the credential. */
  readonly deaths?: ReadonlyMap<number, "before" | "after">;
  /** After which effects a holder stands still, past the end of its claim, while another one runs. */
  readonly stalls?: ReadonlySet<number>;
  /** Failures of the store by the number of the commit. */
  readonly storeFailures?: ReadonlyMap<number, "unwritten" | "written">;
  /** How the first changes end; later ones are answered. */
  readonly endings?: readonly Ending[];
  readonly lateMs?: number;
  readonly isSinkDown?: boolean;
  /** What is declared from the beginning. */
  readonly declaring?: Declaring;
  /** Whether somebody changes it at the service before anything else happens. */
  readonly isForeign?: boolean;
  /** How many looks follow once it rests, each when it wakes: heartbeats, and later the next rotation. */
  readonly beats?: number;
}

interface Life {
  readonly world: World;
  readonly effects: number;
  readonly commits: number;
}

const STALL_MS = 400_000;

/** Lives one credential's life by a script, from its first rotation until it rests, and throws where a law is broken. */
export async function live(kind: CredentialKind, script: Script): Promise<Life> {
  const counts = { effects: 0, stalls: 0, commits: 0, changes: 0, deliveries: 0 };
  const {
    deaths = new Map(),
    stalls = new Set(),
    storeFailures = new Map(),
    endings = [],
    lateMs = 0,
    isSinkDown = false,
    declaring = {},
    isForeign = false,
    beats = 0,
  } = script;
  const fate: Fate = {
    ...calm,
    dies: () => deaths.get(counts.effects++),
    stall: () => (stalls.has(counts.stalls++) ? { ms: STALL_MS, isOvertaken: true } : undefined),
    storeFails: () => storeFailures.get(counts.commits++),
    ending: () => endings[counts.changes++] ?? "answered",
    lateMs: () => lateMs,
    isSinkDown: () => isSinkDown && counts.deliveries++ < 2,
  };
  const world = await World.open(kind, fate, declaring);
  if (isForeign) world.cloud.changeBehindOurBack();
  await lived(world, beats).catch((error: unknown) => {
    if (!world.violation) throw error;
  });
  if (world.violation) throw new Error(`${world.violation.message}\n${world.story.told()}`);
  return { world, ...counts };
}

async function lived(world: World, beats: number): Promise<void> {
  await untilRest(world);
  for (let n = 0; n < beats; n++) {
    passToWake(world);
    await world.tick();
  }
  if (beats > 0) await untilRest(world);
}
