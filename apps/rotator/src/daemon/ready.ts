import type { Clock } from "@rekey/core";
import type { SqliteStore } from "@rekey/store/sqlite";

/** The dispatcher looks several times a second. */
const PULSE_MS = 30_000;

/** A Readiness says whether a daemon can do its work now. */
export interface Readiness {
  /** The dispatcher says that it looked. */
  beat(): void;
  /** What keeps it from working, in words without a secret; absent where nothing does. */
  trouble(): Promise<string | undefined>;
}

interface Ground {
  readonly store: Pick<SqliteStore, "probe">;
  readonly clock: Pick<Clock, "monotonicMs">;
}

/** Asks the store whether it takes anything, and remembers when the dispatcher last looked. */
export function readiness({ store, clock }: Ground): Readiness {
  let beatMs: number | undefined;
  return {
    beat: () => void (beatMs = clock.monotonicMs()),
    async trouble() {
      if (beatMs === undefined) return "the dispatcher has not begun yet";
      if (clock.monotonicMs() - beatMs > PULSE_MS) return "the dispatcher has not looked for 30s";
      // What is wrong with it is for the log: this is told to whoever asks.
      return store.probe().then(
        () => undefined,
        () => "the store takes nothing now",
      );
    },
  };
}
