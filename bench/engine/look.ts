// A store that was filled before, in a process of its own: how long a look at it takes, and a rotation.
import { counting, keep, openStore, willing } from "./subjects/engine.ts";
import { median } from "./row.ts";

/** A Look is what a store of some size costs whoever opens it. */
export interface Look {
  readonly emptyPollUs: number;
  readonly firstMs: number;
  readonly drainMs: number;
  readonly rssBytes: number;
}

const { folder, due } = JSON.parse(process.argv[2] ?? "") as { folder: string; due: number };
const from = performance.now();
const store = await openStore(folder);
const stop = new AbortController();
const [isFirst, isLast] = [counting("delivery.done", 1), counting("delivery.done", due)];
let firstMs = 0;
await keep(store, {
  inFlight: 64,
  connection: () => willing,
  signal: stop.signal,
  report(event) {
    if (isFirst(event)) firstMs = performance.now() - from;
    if (isLast(event)) stop.abort();
  },
});
const drainMs = performance.now() - from;
const look: Look = {
  emptyPollUs: await emptyPoll(),
  firstMs,
  drainMs,
  rssBytes: process.resourceUsage().maxRSS * 1024,
};
await store.close();
console.log(JSON.stringify(look));

/** What the dispatch asks when nothing is due. */
async function emptyPoll(): Promise<number> {
  const times: number[] = [];
  for (let poll = 0; poll < 2000; poll++) {
    const began = performance.now();
    if ((await store.due(new Date(), 64)).length > 0) throw new Error("something is due");
    await store.nextWake();
    times.push((performance.now() - began) * 1000);
  }
  return median(times.slice(1000));
}
