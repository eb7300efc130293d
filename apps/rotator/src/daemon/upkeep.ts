import type { Clock } from "@rekey/core";
import type { SqliteStore } from "@rekey/store/sqlite";
import type { Logger } from "pino";

const DAY_MS = 86_400_000;

/** Once a day, until the signal aborts: deletes what was forgotten more than thirty days ago. */
export async function upkeep(
  store: SqliteStore,
  { clock, log, signal }: { clock: Clock; log: Logger; signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted) {
    const count = await store.purge(clock.now());
    if (count > 0) log.info({ count }, "what was forgotten more than thirty days ago is deleted");
    await clock.sleep(DAY_MS, signal).catch(() => undefined);
  }
}
