import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Clock, type Credential, type Event, generate, Secret, systemClock } from "@rekey/core";
import { connect, type HttpConnection } from "@rekey/core-http";
import { aclPassword } from "@rekey/dcs";
import { createEmulator, type Emulator, type World } from "@rekey/emulator";
import { reconcile, type Tools } from "@rekey/reconciler";
import { newSealKey } from "@rekey/store";
import { openSqlite, type SqliteStore } from "@rekey/store/sqlite";

const PROJECT = "0bec5db98280d2d02fd6c00c2de791ce";
const KEY = { accessKey: "AKSEAM", secretKey: new Secret("canary-secret-key") };
const DAY_MS = 86_400_000;
export const OLD = "canary-Old-1";

/** A LeapingClock runs as the machine's does, and leaps where a test has nothing to wait for. */
export class LeapingClock implements Clock {
  #leaptMs = 0;

  now(): Date {
    return new Date(Date.now() + this.#leaptMs);
  }

  monotonicMs(): number {
    return performance.now() + this.#leaptMs;
  }

  leap(ms: number): void {
    this.#leaptMs += Math.max(ms, 0);
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.leap(ms);
    return systemClock.sleep(0, signal);
  }

  deadline(ms: number): AbortSignal {
    return systemClock.deadline(ms);
  }
}

/** A Seam is everything real from the engine down to the Redis, put together in one process: kind, connection, store, cloud. */
export interface Seam extends AsyncDisposable {
  readonly clock: LeapingClock;
  readonly emulator: Emulator;
  readonly via: HttpConnection;
  readonly store: SqliteStore;
  readonly events: readonly Event[];
  /** Declares an account of the one instance; answers with its uid. */
  declare(user: string): Promise<string>;
  row(uid: string): Promise<Credential>;
  /** Looks once at a credential. */
  look(uid: string, change?: Partial<Tools>): Promise<void>;
  /** Looks at whatever is due, and leaps to the next instant where nothing is, until so much time has passed. */
  pass(ms: number, change?: Partial<Tools>): Promise<void>;
}

interface Given {
  readonly instance?: Partial<NonNullable<World["instances"]>[number]>;
}

/** Opens a cloud with one instance, `cache-prod`, its accounts `app` and `other`, and a store on disk that has declared none of them yet. */
export async function openSeam({ instance = {} }: Given = {}): Promise<Seam> {
  const clock = new LeapingClock();
  const accounts = ["app", "other"].map((name) => ({ name, password: OLD }));
  const instances = [{ name: "cache-prod", accounts, ...instance }];
  const emulator = await createEmulator(
    { region: "cn-north-4", project: PROJECT, keys: [KEY], instances },
    { clock, dataPlane: "small" },
  );
  const path = join(mkdtempSync(join(tmpdir(), "seam-")), "rekey.db");
  const store = await openSqlite(path, { keys: [{ source: "test", key: newSealKey() }], clock });
  const reach = Object.values(emulator.addresses).map(({ host, port }) => `${host}:${port}`);
  const { endpoints } = emulator;
  const via = connect({ region: "cn-north-4", projectId: PROJECT, credentials: KEY, endpoints, reach, clock });
  const events: Event[] = [];
  const tools: Tools = {
    store,
    clock,
    report: (event) => void events.push(event),
    connection: () => via,
    kind: () => aclPassword,
    sink: () => ({ deliver: async () => undefined }),
    generate,
  };
  const look = async (uid: string, change: Partial<Tools> = {}) => void (await reconcile({ ...tools, ...change }, uid));
  return {
    clock,
    emulator,
    via,
    store,
    events,
    declare: (user) => declareIn(store, { user, instance: Object.keys(emulator.addresses)[0] ?? "", now: clock.now() }),
    async row(uid) {
      const listed = await store.get(uid);
      if (!listed) throw new TypeError(`${uid} is not there`);
      return listed.credential;
    },
    look,
    async pass(ms, change) {
      const endsAt = clock.now().getTime() + ms;
      while (clock.now().getTime() < endsAt) {
        for (const uid of await store.due(clock.now(), 10)) await look(uid, change).catch(() => undefined);
        const next = (await store.nextWake())?.getTime() ?? endsAt;
        clock.leap(Math.min(next, endsAt) - clock.now().getTime() + 1);
      }
    },
    async [Symbol.asyncDispose]() {
      await via.close();
      await store.close();
      await emulator.close();
    },
  };
}

interface Wish {
  readonly user: string;
  readonly instance: string;
  readonly now: Date;
}

async function declareIn(store: SqliteStore, { user, instance, now }: Wish): Promise<string> {
  const account = { instance, user };
  const declaration = {
    name: `cache-${user}`,
    owner: "file",
    kind: aclPassword.name,
    connection: "prod",
    account,
    rotate: { everyMs: 30 * DAY_MS },
    deliver: ["files"],
    graceMs: 0,
  };
  const place = { identity: aclPassword.identity(account), lane: aclPassword.lane?.(account) ?? "" };
  return (await store.declare(declaration, place, now)).uid;
}
