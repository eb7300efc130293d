import { setImmediate } from "node:timers/promises";
import { type CredentialKind, Secret, type Store } from "@rekey/core";
import { connect, type HttpConnection } from "@rekey/core-http";
import { memoryStore, virtualClock, type VirtualClock } from "@rekey/core/testing";
import { aclPassword, instancePassword } from "@rekey/dcs";
import { createEmulator, type Emulator, type Fault } from "@rekey/emulator";
import { accessKey, randomPassword, userPassword } from "@rekey/iam";
import { type Once, rotateOnce } from "@rekey/reconciler";

const REGION = "cn-north-4";
const PROJECT = "0bec5db98280d2d02fd6c00c2de791ce";
const MINUTE_MS = 60_000;
const FIRST = "canary-First-Passw0rd";

/** A Carried is one kind over the wire: whose secret, which operation changes it, and whether a secret is in force at the service. */
export interface Carried {
  readonly kind: CredentialKind;
  readonly account: unknown;
  readonly operation: string;
  readonly isInForce: (emulator: Emulator, secret: Secret) => boolean;
  /** What is left behind that nobody holds. */
  readonly strays: (emulator: Emulator, secret: Secret) => number;
}

const CACHE = "cache-prod";

const cachePassword = (emulator: Emulator, user: string) => emulator.account(CACHE, user).password.reveal();
const password = (emulator: Emulator, user: string) => emulator.iam.user(user).password?.reveal();
const none = () => 0;

export const carried: readonly Carried[] = [
  {
    kind: userPassword,
    account: { user: "alice" },
    operation: "updateUser",
    isInForce: (emulator, secret) => password(emulator, "alice") === secret.reveal(),
    strays: none,
  },
  {
    kind: userPassword,
    account: { user: "console" },
    operation: "updateUser",
    isInForce: (emulator, secret) => password(emulator, "console") === secret.reveal(),
    strays: none,
  },
  {
    kind: accessKey,
    account: { user: "ci" },
    operation: "createPermanentAccessKey",
    isInForce: (emulator, secret) => keysOf(emulator).includes(secret.reveal()),
    strays: (emulator, secret) => keysOf(emulator).filter((key) => key !== secret.reveal()).length,
  },
  {
    kind: randomPassword,
    account: { user: "desk1" },
    operation: "resetRandomPassword",
    isInForce: (emulator, secret) => emulator.workspace.user("desk1").password.reveal() === secret.reveal(),
    strays: none,
  },
  {
    kind: aclPassword,
    account: { instance: CACHE, user: "app" },
    operation: "resetAclAccountPassWord",
    isInForce: (emulator, secret) => cachePassword(emulator, "app") === secret.reveal(),
    strays: none,
  },
  {
    kind: instancePassword,
    account: { instance: CACHE },
    operation: "resetPassword",
    isInForce: (emulator, secret) => cachePassword(emulator, "default") === secret.reveal(),
    strays: none,
  },
];

function keysOf(emulator: Emulator): string[] {
  return emulator.iam.user("ci").keys.map(({ secret }) => secret.reveal());
}

/** A Scene is a cloud on loopback, a real connection to it, and one clock for both and for the engine. */
export interface Scene extends AsyncDisposable {
  readonly emulator: Emulator;
  readonly via: HttpConnection;
  readonly clock: VirtualClock;
  readonly store: Store;
}

export async function scene(): Promise<Scene> {
  const clock = virtualClock();
  const key = { accessKey: `AK-${crypto.randomUUID()}`, secretKey: new Secret("canary-secret-key") };
  const users = [
    { name: "alice", password: FIRST },
    { name: "console", password: FIRST, accessMode: "console" as const },
    { name: "ci" },
  ];
  const instances = [{ name: CACHE, password: FIRST, accounts: [{ name: "app", password: "canary-First-1" }] }];
  const workspace = { users: [{ name: "desk1" }] };
  const emulator = await createEmulator(
    { region: REGION, project: PROJECT, keys: [key], iam: { users }, workspace, instances },
    { dataPlane: "small", clock },
  );
  const { endpoints } = emulator;
  const quick = { clock, random: () => 0, reach: ["127.0.0.1:*"] };
  const via = connect({ region: REGION, projectId: PROJECT, credentials: key, endpoints, ...quick });
  const close = async () => {
    await via.close();
    await emulator.close();
  };
  return { emulator, via, clock, store: memoryStore(), [Symbol.asyncDispose]: close };
}

export function failing(operation: string, act: Exclude<Fault, { instance: string }>["do"]): Fault {
  return { operation, do: act };
}

const MOST_RUNS = 40;

/** Runs until nothing is left to do, as a person would: after a death when the claim is over, after a wait when that is over. */
export async function carry({ kind, account }: Carried, { via, clock, store }: Scene, dying = store): Promise<Once> {
  let used = dying;
  for (let run = 0; run < MOST_RUNS; run++) {
    const once = await passing(clock, rotateOnce(kind, account, { via, clock, store: used })).catch(
      (error: unknown) => error,
    );
    used = store;
    if (isOnce(once) && (once.stuck ?? once.state === "stable")) return once;
    const until = isOnce(once) ? once.waiting?.until : undefined;
    await clock.advance(Math.max((until?.getTime() ?? 0) - clock.now().getTime(), 6 * MINUTE_MS));
  }
  throw new Error(`${kind.name} was not carried to an end in ${MOST_RUNS} runs`);
}

function isOnce(value: unknown): value is Once {
  return typeof value === "object" && value !== null && "state" in value;
}

/** Lets time pass while somebody waits for it. */
async function passing<T>(clock: VirtualClock, work: Promise<T>): Promise<T> {
  const waited = { isOver: false };
  const over = work.finally(() => (waited.isOver = true));
  over.catch(() => undefined);
  while (!waited.isOver) {
    await setImmediate();
    if (!waited.isOver) await clock.advance(10);
  }
  return over;
}

/** A store that dies at its nth transition, and at every one after it. */
export function dyingAt(store: Store, nth: number): Store {
  let commits = 0;
  return {
    ...store,
    commit: (...transition) => (++commits >= nth ? Promise.reject(new Error("killed")) : store.commit(...transition)),
  };
}
