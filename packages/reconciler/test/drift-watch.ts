import { stateOf } from "@rekey/core";
import { isDrifted, isInForce } from "./drifted.ts";
import type { World } from "./world.ts";

/**
 * What may come between: an hour after a question without an answer, and payments of tries that have to run out first. And as long as a clock was set
 * back by: a wake-up that was written before stands where it stood.
 */
const SLACK_MS = 2 * 3_600_000;

/** A DriftWatch sees to it that a heartbeat finds, in time, what people changed at the service. */
export class DriftWatch {
  readonly #world: World;
  #hiddenSince: number | undefined;

  constructor(world: World) {
    this.#world = world;
  }

  /** Whether the service refuses what is in force, and nobody has been told yet. */
  isHidden(): boolean {
    const { now, laws, observed, setBackMs } = this.#world;
    const everyMs = typeof observed.heartbeat === "object" ? observed.heartbeat.everyMs : undefined;
    const isHidden = everyMs !== undefined && this.#isHidden();
    this.#hiddenSince = isHidden ? (this.#hiddenSince ?? now) : undefined;
    const hiddenMs = now - (this.#hiddenSince ?? now);
    laws.hold(11, hiddenMs <= (everyMs ?? 0) + SLACK_MS + setBackMs, "a heartbeat did not find what had drifted");
    return isHidden;
  }

  #isHidden(): boolean {
    const { row, now, kind } = this.#world;
    const { credential } = row;
    const { current, pausedUntil } = credential;
    const isStable = stateOf(credential, new Date(now)) === "stable" && (!pausedUntil || pausedUntil.getTime() <= now);
    if (!isStable || !kind.check || !current?.issued || isDrifted(credential)) return false;
    return !isInForce(this.#world, credential);
  }
}
