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
  type Secret,
  type Sink,
  type Store,
} from "@rekey/core";
import { memoryStore, sampleCloud, sampleKinds, type VirtualClock, virtualClock } from "@rekey/core/testing";
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

export interface Given {
  readonly via?: (real: Connection) => Connection;
  readonly sinks?: Readonly<Record<string, Sink>>;
  readonly declaration?: Partial<Declaration>;
  readonly newUid?: () => string;
  readonly store?: (real: Store) => Store;
  readonly tools?: Partial<Tools>;
}

/** Everything that a reconciler needs, with a cloud of those users, a virtual clock and all that was reported. */
export function furnish(kind: CredentialKind, users: readonly string[], given: Given = {}) {
  const { via = same, sinks = {}, store: instead = same, newUid, tools: more } = given;
  const store = memoryStore(newUid && { newUid });
  const clock = virtualClock();
  const cloud = sampleCloud(Object.fromEntries(users.map((user) => [user, "canary-first"])));
  const events: Event[] = [];
  const tools: Tools = {
    store: instead(store),
    clock,
    report: (event) => void events.push(event),
    connection: () => via(cloud.via),
    kind: () => kind,
    sink: (name) => sinks[name] ?? broken,
    generate: (rules) => generate(rules),
    ...more,
  };
  return { store, clock, cloud, events, tools };
}

const same = <T>(one: T): T => one;

/** What a test declares unless it says otherwise. */
export const declarationOf = (kind: CredentialKind, user: string): Declaration => ({
  name: user,
  owner: "file",
  kind: kind.name,
  connection: "cloud",
  account: { user },
  rotate: { everyMs: 30 * DAY_MS },
  deliver: [],
  graceMs: HOUR_MS,
  heartbeat: "off",
});

/** One sample credential, `c1`, to be looked at. */
export async function house(kind: CredentialKind, given: Given = {}) {
  const furnished = furnish(kind, ["ada"], { ...given, newUid: () => "c1" });
  const { store, tools } = furnished;
  const deliver = Object.keys(given.sinks ?? {});
  const declared: Declaration = { ...declarationOf(kind, "ada"), name: "cache-app", deliver, ...given.declaration };
  const place = { identity: "sample:ada", lane: "sample:ada" };
  const declare = (change: Partial<Declaration> = {}) =>
    store.declare({ ...declared, ...change }, place, tools.clock.now());
  const { uid } = await declare();
  const row = async (): Promise<Credential> => (await listed(tools, uid)).credential;
  const look = async (): Promise<Credential> => (await reconcile(tools, uid), row());
  return { ...furnished, declare, uid, row, look };
}

async function listed({ store }: Tools, uid: string): Promise<Listed> {
  const found = await store.get(uid);
  if (!found) throw new TypeError("it was declared");
  return found;
}

const broken: Sink = {
  deliver: () => Promise.reject(new Error("there is no such sink")),
};

/** Sets a user's secret at the service without asking us: by somebody else, or by what an older state knows nothing of. */
export async function setElsewhere({ via }: { readonly via: Connection }, user: string, next: Secret): Promise<void> {
  const call = { service: "sample", operation: "setPassword", method: "PUT", path: "/", repeat: "never" } as const;
  await via.send({ ...call, params: { user }, body: { next } });
}

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
