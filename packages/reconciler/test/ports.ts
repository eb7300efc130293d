import {
  type Bill,
  type Call,
  type Claim,
  type Clock,
  type Connection,
  type Credential,
  CredentialError,
  type CredentialKind,
  type Delivery,
  type Event,
  type Reply,
  Secret,
  type Store,
} from "@rekey/core";
import type { Tools } from "../src/tools.ts";
import { type Cloud, LONGEST_MS, QUIET_MS, replied, secretIn } from "./cloud.ts";
import { lost } from "./refusals.ts";
import type { Sent } from "./sent.ts";
import type { Process } from "./setting.ts";
import { kindNamed } from "./ways.ts";
import type { World } from "./world.ts";

/** What a holder has of the world: every port of it can be where it dies. */
export function toolsOf(world: World, process: Process): Tools {
  return {
    store: storeOf(world, process),
    clock: clockOf(world),
    report: (event) => void world.events.push(event),
    connection: () => connectionOf(world, process),
    kind: (name) => watched(world, process, name),
    sink: (name) => ({
      deliver: (delivery) =>
        world.effect(process, `deliver ${name} v${delivery.version}`, () =>
          deliver(world, process, { name, delivery }),
        ),
    }),
    generate: () => new Secret(`canary-ours-${process.id}-${world.now}`),
  };
}

function clockOf(world: World): Clock {
  let now = new Date(world.now);
  return {
    now: () => (now.getTime() === world.now ? now : (now = new Date(world.now))),
    monotonicMs: () => world.now,
    sleep: async (ms) => world.pass(ms),
    deadline: () => ({ signal: new AbortController().signal, [Symbol.dispose]() {} }),
  };
}

function watched(world: World, process: Process, name: string): CredentialKind {
  const { laws } = world;
  const kind = kindNamed(world, name);
  if (kind.secret !== "returned") return kind;
  return { ...kind, read: (reply) => (laws.reads(process.claim), kind.read(reply)) };
}

function storeOf(world: World, process: Process): Store {
  const { store } = world;
  return {
    ...store,
    release: (claim) => world.effect(process, "release", () => store.release(claim)),
    async claim(uid, now, forMs) {
      const held = await world.effect(process, "claim", async () => {
        const claimed = await store.claim(uid, now, forMs);
        if (claimed) process.claim = claimed.claim;
        return claimed;
      });
      process.heardAt = world.now;
      return held;
    },
    commit: (claim, next, event, ...bills) => transit(world, process, { by: "commit", claim, next, event, bills }),
    finish: (claim, next, event, ...bills) => transit(world, process, { by: "finish", claim, next, event, bills }),
  };
}

interface Transition {
  readonly by: "commit" | "finish";
  readonly claim: Claim;
  readonly next: Credential;
  readonly event: Event;
  readonly bills: readonly Bill[];
}

function transit(world: World, process: Process, transition: Transition): Promise<void> {
  const { by, event } = transition;
  return world.effect(process, `${by} ${event.name} ${event.reason ?? ""}`, async () => {
    const failure = world.fate.storeFails();
    if (failure !== "unwritten") await write(world, process, transition);
    if (!failure) return;
    process.isForsaken = true;
    throw new Error("the store failed");
  });
}

async function write(world: World, process: Process, { by, claim, next, event, bills }: Transition): Promise<void> {
  const { store, laws, clouds, answered } = world;
  const sents = clouds.flatMap(({ sent }) => sent);
  const was = world.row.credential;
  const at = world.now;
  const isStale = laws.isStale(claim);
  await store[by](claim, next, event, ...bills);
  world.transitions++;
  for (const bill of bills) if (!bill.reason) laws.pays(claim, bill);
  if (event.name !== "rotation.opened")
    for (const sent of sents)
      if (sent.by === process.id && sent.landsAt === undefined && answered.has(sent)) sent.isKnown = true;
  // A person looked after everything had landed: what was sent until then is history.
  if (event.name === "rotation.resolved")
    for (const sent of sents) Object.assign(sent, { isKnown: true, isRefused: true });
  laws.commits({ was, is: next, heardAt: process.heardAt, at }, isStale);
}

function connectionOf(world: World, process: Process): Connection {
  const send = (call: Call) =>
    world.effect(process, call.operation, () => (world.laws.goesOut(process), answer(world, process, call)));
  return { longestMs: LONGEST_MS, quietMs: QUIET_MS, send, reach: async (host) => host };
}

function answer(world: World, process: Process, call: Call): Reply {
  const { laws, now, fate } = world;
  const cloud = world.cloudOf(call.params?.["user"]);
  if (call.operation === "login") return login(world, process, { cloud, secret: secretIn(call.body, "secret") ?? "" });
  if (call.repeat === "safe") {
    if (fate.isAnswerLost()) throw lost();
    return cloud.look(now);
  }
  const arrival = () => ({ ending: fate.ending(), now, lateMs: fate.lateMs() });
  if (call.operation === "deleteKey") laws.retires(call.params?.["key"] ?? "");
  if (call.params?.["key"] !== undefined) return cloud.manageKey(call, arrival());
  return change(world, process, call);
}

interface Login {
  readonly cloud: Cloud;
  readonly secret: string;
}

function login({ laws, now, fate }: World, { claim }: Process, { cloud, secret }: Login): Reply {
  laws.tries(claim, cloud);
  laws.logsIn(secret, cloud);
  const isRight = cloud.login(secret, now);
  if (fate.isAnswerLost()) throw lost();
  if (isRight) laws.wasRight(claim, cloud);
  for (const sent of cloud.sent) sent.isChecked = true;
  return replied({ isRight });
}

function change(world: World, { id: by, claim }: Process, call: Call): Reply {
  const { laws, now, fate } = world;
  const cloud = world.cloudOf(call.params?.["user"]);
  if (call.operation === "changePassword") laws.tries(claim, cloud);
  const value = secretIn(call.body, "next");
  const version = world.row.credential.attempt?.version ?? 0;
  laws.sends(claim, { cloud, next: value, version });
  const fresh = { isApplied: false, isRefused: false, isKnown: false, isChecked: false, isForgotten: false };
  const sent: Sent = { by, version, at: now, value, ...fresh };
  const ending = fate.ending();
  world.story.tell(ending);
  try {
    const reply = cloud.request(call, sent, { ending, now, lateMs: fate.lateMs() });
    world.answered.add(sent);
    if (call.operation === "changePassword") laws.wasRight(claim, cloud);
    return reply;
  } catch (error) {
    if (sent.isRefused) world.answered.add(sent);
    else world.pass(LONGEST_MS);
    throw error;
  }
}

function deliver(world: World, process: Process, { name, delivery }: { name: string; delivery: Delivery }): void {
  const had = world.sinks.get(name);
  if (world.fate.isSinkDown()) throw new CredentialError("ERR_DELIVERY", `${name} is down`);
  world.laws.goesOut(process);
  world.laws.delivers(delivery, had, process.claim?.epoch === world.row.epoch);
  const newest = had?.version ?? 0;
  if (newest > delivery.version) throw new CredentialError("ERR_DELIVERY", `${name} has v${newest}`, { newest });
  world.sinks.set(name, delivery);
}
