import { type Clock, type Listed, problemOf, type Store } from "@rekey/core";
import type { Logger } from "pino";
import type { Wires } from "../wiring.ts";

interface Place {
  readonly wires: Pick<Wires, "forbidden">;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Has what waits for the operator's part go on at once, where that allows it now; a pause is a person's, and stays. */
export async function resumeAllowed(store: Pick<Store, "list" | "ask">, place: Place): Promise<void> {
  const { clock, log } = place;
  try {
    const at = clock.now();
    const mended = (await store.list()).filter((listed) => isMended(listed, place));
    for (const { uid } of mended) await store.ask(uid, "resume", { who: "rotator", at });
  } catch (error) {
    log.warn(`what waits for the operator's part goes on later: ${problemOf(error).message}`);
  }
}

function isMended(listed: Listed, { wires, clock }: Place): boolean {
  const { waiting, pausedUntil } = listed.credential;
  const isPaused = pausedUntil !== undefined && pausedUntil > clock.now();
  return waiting?.reason === "declaration" && !isPaused && wires.forbidden(listed) === undefined;
}
