import { setImmediate } from "node:timers/promises";
import {
  type Connection,
  type CredentialKind,
  type Credential,
  type Declaration,
  type Delivery,
  type Event,
  generate,
  type Listed,
  type Sink,
  type Store,
} from "@rekey/core";
import {
  type MemoryStore,
  memoryStore,
  sampleCloud,
  sampleKinds,
  type VirtualClock,
  virtualClock,
} from "@rekey/core/testing";
import { reconcile } from "./reconcile.ts";
import type { Tools } from "./tools.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** The sample kind of that name, with some parts of a test's own. */
export function sample(name: string, parts: object = {}): CredentialKind {
  const kind = sampleKinds.find((one) => one.name === `sample.${name}`);
  if (!kind) throw new TypeError(`there is no sample.${name}`);
  return { ...kind, ...parts };
}

interface Given {
  readonly via?: (real: Connection) => Connection;
  readonly sinks?: Readonly<Record<string, Sink>>;
  readonly declaration?: Partial<Declaration>;
  readonly store?: (real: MemoryStore) => Store;
  readonly tools?: Partial<Tools>;
}

/** One sample credential in a memory store, with its cloud, a virtual clock and everything that was reported. */
export async function house(
  kind: CredentialKind,
  { via, sinks = {}, declaration, store: instead, tools: more }: Given = {},
) {
  const store = memoryStore({ newUid: () => "c1" });
  const clock = virtualClock();
  const cloud = sampleCloud();
  const events: Event[] = [];
  const tools: Tools = {
    store: instead ? instead(store) : store,
    clock,
    report: (event) => void events.push(event),
    connection: () => (via ? via(cloud.via) : cloud.via),
    kind: () => kind,
    sink: (name) => sinks[name] ?? broken,
    generate: (rules) => generate(rules),
    ...more,
  };
  const declared: Declaration = {
    name: "cache-app",
    owner: "file",
    kind: kind.name,
    connection: "cloud",
    account: { user: "ada" },
    rotate: { everyMs: 30 * DAY_MS },
    deliver: Object.keys(sinks),
    graceMs: HOUR_MS,
    ...declaration,
  };
  const declare = (change: Partial<Declaration> = {}) =>
    store.declare({ ...declared, ...change }, { identity: "sample:ada", lane: "sample:ada" }, clock.now());
  const { uid } = await declare();
  const row = async (): Promise<Credential> => (await listed(tools, uid)).credential;
  const look = async (): Promise<Credential> => (await reconcile(tools, uid), row());
  return { store, clock, cloud, events, tools, declare, uid, row, look };
}

async function listed({ store }: Tools, uid: string): Promise<Listed> {
  const found = await store.get(uid);
  if (!found) throw new TypeError("it was declared");
  return found;
}

const broken: Sink = {
  deliver: () => Promise.reject(new Error("there is no such sink")),
};

/** A sink that remembers what it was given. */
export function remembering(): Sink & { readonly had: Delivery[] } {
  const had: Delivery[] = [];
  return { had, deliver: async (delivery) => void had.push(delivery) };
}

/** Lets time pass until some work is done. */
export async function passing<T>(clock: VirtualClock, work: Promise<T>): Promise<T> {
  const progress = { isDone: false };
  const ending = work.finally(() => (progress.isDone = true));
  // A rejection is the caller's, at the end.
  ending.catch(() => undefined);
  for (let n = 0; n < 100 && !progress.isDone; n++) {
    await setImmediate();
    await clock.advance(10_000);
  }
  return ending;
}
