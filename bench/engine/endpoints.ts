import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type Connection, CredentialError, type Event } from "@rekey/core";
import type { SqliteStore } from "@rekey/store/sqlite";
import type { Bench } from "./bench.ts";
import { quantile, type Row } from "./row.ts";
import { accepted, cloud, declare, keep, openStore } from "./subjects/engine.ts";

const IN_FLIGHT = 64;
const ANSWER_MS = 50;
const ENDPOINTS = 20;
const OVERDUE = 1_000;
/** Until the first falls due: longer than it takes to declare them all, which would be measured else. */
const HEAD_START_MS = 5_000;

/** A thousand overdue behind twenty endpoints, of which one answers to nothing; the others take 50 ms for each call. */
export async function dead(bench: Bench): Promise<readonly Row[]> {
  await using scene = await open(bench, "dead");
  const { store } = scene;
  const at = new Date();
  await Promise.all(Array.from({ length: OVERDUE }, (_, n) => declare(store, `c${n}`, at, `e${n % ENDPOINTS}`)));
  const healthy = OVERDUE - OVERDUE / ENDPOINTS;
  const seen = await scene.watch(healthy, bench.isFull ? 120_000 : 30_000);
  const name = `${healthy} healthy of ${OVERDUE} overdue, 5 % dead endpoints, all rotated`;
  const isDone = seen.length === healthy;
  const value = isDone ? (seen.at(-1)?.ms ?? 0) / 1000 : undefined;
  const note = isDone ? undefined : `missed: ${seen.length} of them when it was given up`;
  return [{ name, value, unit: "s", target: { most: 5 }, note }];
}

/** One endpoint hangs with a hundred overdue; the others' credentials fall due one after another meanwhile. */
export async function hung(bench: Bench): Promise<readonly Row[]> {
  const hangMs = bench.isFull ? 60_000 : 5_000;
  await using scene = await open(bench, "hung");
  const { store } = scene;
  const now = Date.now();
  const others = hangMs / 20;
  const hanging = Array.from({ length: 100 }, (_, n) => declare(store, `h${n}`, new Date(now), "e0"));
  const due = new Map<string, number>(
    Array.from({ length: others }, (_, n) => [`c${n}`, now + HEAD_START_MS + n * 20]),
  );
  const declared = Array.from(due, ([name, at], n) =>
    declare(store, name, new Date(at), `e${1 + (n % (ENDPOINTS - 1))}`),
  );
  await Promise.all([...hanging, ...declared]);
  const seen = await scene.watch(others, hangMs + 15_000);
  const lags = seen.map(({ event }) => event.at.getTime() - (due.get(event.credential ?? "") ?? 0));
  // What did not come at all is as late as can be.
  const missing = Array.from({ length: others - lags.length }, () => hangMs + 15_000);
  const value = quantile([...lags, ...missing], 0.99) / 1000;
  return [
    { name: `others' lag, p99, one endpoint hanging for ${hangMs / 1000} s`, value, unit: "s", target: { most: 1 } },
  ];
}

interface Seen {
  readonly event: Event;
  readonly ms: number;
}

interface Scene extends AsyncDisposable {
  readonly store: SqliteStore;
  /** Runs until so many were promoted that do not hang, or for so long. */
  watch(most: number, forMs: number): Promise<readonly Seen[]>;
}

async function open(bench: Bench, name: string): Promise<Scene> {
  const folder = join(bench.folder, name);
  mkdirSync(folder, { mode: 0o700 });
  const store = await openStore(folder);
  return {
    store,
    async watch(most, forMs) {
      const stop = new AbortController();
      const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(forMs)]);
      const seen: Seen[] = [];
      const from = performance.now();
      const report = (event: Event) => {
        if (event.name === "delivery.done" && seen.push({ event, ms: performance.now() - from }) === most) stop.abort();
      };
      await keep(store, { inFlight: IN_FLIGHT, report, connection: (of) => endpoint(of, signal), signal });
      return seen;
    },
    [Symbol.asyncDispose]: () => store.close(),
  };
}

/** The endpoint `e0` answers to nothing. */
function endpoint(name: string, signal: AbortSignal): Connection {
  return cloud(async () => {
    if (name !== "e0") return setTimeout(ANSWER_MS, accepted);
    await setTimeout(60_000, undefined, { signal }).catch(() => undefined);
    throw new CredentialError("ERR_OUTCOME_UNKNOWN", "no answer came");
  });
}
