import type { Census, CredentialKind } from "@rekey/core";
import { Gauge, type Registry } from "prom-client";
import type { Parts } from "../allow/allow.ts";

/** What the store's census is read with. */
export interface Beside {
  readonly kinds: readonly CredentialKind[];
  /** The operator's part as it is now: what nobody uses or waits for is told of too. */
  readonly parts: () => Parts;
}

/** Gauges of how credentials stand; set anew at each scrape. */
export function standingIn(registry: Registry, isNamed: boolean): (census: Census, beside: Beside, now: Date) => void {
  const gauge = (name: string, help: string, labelNames: readonly string[] = []) =>
    new Gauge({ name, help, labelNames: [...labelNames], registers: [registry] });
  const names = isNamed ? ["credential"] : [];
  const credentials = gauge("rekey_credentials", "Credentials by state, and why they wait or are stuck.", [
    "state",
    "reason",
    ...names,
  ]);
  const overdue = gauge(
    "rekey_oldest_overdue_seconds",
    "For how long the rotation is owed that is longest overdue; 0 where none is.",
  );
  const unknown = gauge(
    "rekey_unknown_seconds_max",
    "For how long nobody has known which secret is in force, where it is longest; 0 where it is known.",
  );
  const lag = gauge(
    "rekey_delivery_lag_seconds_max",
    "For how long a version in force has waited to be delivered, by sink.",
    ["sink"],
  );
  const tries = gauge(
    "rekey_tries_left_min",
    "Wrong logins that are left until an account locks, where they are fewest; one is left for a person.",
    ["connection"],
  );
  return (census, beside, now) => {
    for (const one of [credentials, lag, tries]) one.reset();
    for (const { state, reason, count, credential = "" } of census.standing)
      credentials.set({ state, reason, ...(isNamed && { credential }) }, count);
    overdue.set(secondsSince(census.overdueSince, now));
    unknown.set(secondsSince(census.unknownSince, now));
    for (const sink of beside.parts().sinks.keys()) lag.set({ sink }, 0);
    for (const { sink, since } of census.owedSince) lag.set({ sink }, secondsSince(since, now));
    for (const [connection, left] of triesLeft(census, beside)) tries.set({ connection }, left);
  };
}

function secondsSince(since: Date | undefined, now: Date): number {
  return since ? Math.max(0, now.getTime() - since.getTime()) / 1_000 : 0;
}

/** Of the connections on which anything can lock. */
function triesLeft({ paid }: Census, { kinds }: Beside): ReadonlyMap<string, number> {
  const least = new Map<string, number>();
  for (const { connection, kind, most } of paid) {
    const lockout = kinds.find(({ name }) => name === kind)?.limits?.lockout;
    if (lockout) least.set(connection, Math.min(lockout.tries - most, least.get(connection) ?? lockout.tries));
  }
  return least;
}
