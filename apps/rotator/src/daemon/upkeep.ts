import type { Clock } from "@rekey/core";
import type { ClockWatch } from "@rekey/reconciler";
import type { SqliteStore } from "@rekey/store/sqlite";
import type { Logger } from "pino";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Place {
  readonly clock: Clock;
  readonly watch: Pick<ClockWatch, "isHeld">;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/**
 * Once a day, until the signal aborts: deletes what was forgotten more than thirty days ago. Not before the process is an hour old, when a service may have
 * said what time it is, and never by a clock that is held: what is deleted by a clock that is wrong is lost (law 12).
 */
export async function upkeep(store: Pick<SqliteStore, "purge">, { clock, watch, log, signal }: Place): Promise<void> {
  const sleep = (ms: number) => clock.sleep(ms, signal).catch(() => undefined);
  for (await sleep(HOUR_MS); !signal.aborted;) {
    const isHeld = watch.isHeld();
    const count = isHeld ? 0 : await store.purge(clock.now());
    if (count > 0) log.info({ count }, "what was forgotten more than thirty days ago is deleted");
    await sleep(isHeld ? HOUR_MS : DAY_MS);
  }
}
