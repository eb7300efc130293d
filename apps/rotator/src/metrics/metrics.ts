import type { Censuses, Clock } from "@rekey/core";
import { Registry } from "prom-client";
import { type Counts, countsIn } from "./counts.ts";
import { type Beside, standingIn } from "./standing.ts";

/** Metrics are what a daemon tells Prometheus: what it has counted, and how the store's credentials stand. */
export interface Metrics extends Counts {
  readonly contentType: string;
  /** Everything in Prometheus's text format. Asks the store, which counts where the rows lie. */
  exposition(ground: Scrape): Promise<string>;
}

/** What the gauges are read from at each scrape. */
interface Scrape extends Beside {
  readonly store: Censuses;
  readonly clock: Pick<Clock, "now">;
}

/** Opens the metrics of one daemon. No label holds a credential's name unless names are wanted. */
export function openMetrics({ isNamed = false }: { isNamed?: boolean | undefined } = {}): Metrics {
  const registry = new Registry();
  const standing = standingIn(registry, isNamed);
  return {
    ...countsIn(registry, isNamed),
    contentType: registry.contentType,
    async exposition({ store, clock, ...beside }) {
      const now = clock.now();
      standing(await store.census(now, { isNamed }), beside, now);
      return registry.metrics();
    },
  };
}
