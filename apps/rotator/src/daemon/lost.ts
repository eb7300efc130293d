import { type Clock, type Listed, problemOf, type Store } from "@rekey/core";
import type { Logger } from "pino";
import type { Wires } from "../wiring.ts";

/** How long one sink may take to say what it has. */
const LONGEST_MS = 30_000;

type Asking = Pick<Store, "list" | "ask">;

interface Place {
  readonly wires: Pick<Wires, "sink">;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/** Asks every sink that can tell whether it still has what it was given, as after a reboot, and has delivered again what it lost: never a rotation (law 8). */
export async function deliverLost(store: Asking, place: Place): Promise<void> {
  try {
    for (const listed of await store.list()) if (!place.signal.aborted) await mend(store, listed, place);
  } catch (error) {
    place.log.warn(`the sinks could not be asked what they have: ${problemOf(error).message}`);
  }
}

async function mend(store: Asking, listed: Listed, place: Place): Promise<void> {
  const { clock, log } = place;
  const lost = await losers(listed, place);
  if (lost.length === 0) return;
  const sinks = lost.join(", ");
  log.warn({ credential: listed.declaration.name, sinks }, `${sinks} lost what was delivered: it is delivered again`);
  await store.ask(listed.uid, "deliver", { who: "rotator", at: clock.now() });
}

/** The sinks that say no. */
async function losers(
  { uid, declaration, credential }: Listed,
  { wires, clock, log }: Place,
): Promise<readonly string[]> {
  const { current, cursors, doubt } = credential;
  if (!current?.issued || doubt) return [];
  const { name, deliver } = declaration;
  const delivered = { uid, name, version: current.number };
  const answers = deliver
    .filter((sink) => cursors[sink]?.version === current.number)
    .map(async (sink) => {
      try {
        using deadline = clock.deadline(LONGEST_MS);
        return (await wires.sink(sink).holds?.(delivered, deadline.signal)) === false ? [sink] : [];
      } catch {
        log.debug({ credential: name, sink }, `${sink} cannot tell now whether it has ${name}`);
        return [];
      }
    });
  return (await Promise.all(answers)).flat();
}
