import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  after,
  type Clock,
  type Credential,
  type Deadline,
  earliest,
  generate,
  Secret,
  type Sink,
  type Store,
  systemClock,
} from "@rekey/core";
import { connect, type HttpConnection } from "@rekey/core-http";
import { aclPassword } from "@rekey/dcs";
import { createEmulator, type Emulator, type World } from "@rekey/emulator";
import { reconcile, type Tools } from "@rekey/reconciler";
import { newSealKey } from "@rekey/store";
import { openSqlite, type SqliteStore } from "@rekey/store/sqlite";

const REGION = "cn-north-4";
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

  deadline(ms: number): Deadline {
    return systemClock.deadline(ms);
  }
}

/** A Seam is everything real from the engine down to the Redis, put together in one process: kind, connection, store, cloud. */
export interface Seam extends AsyncDisposable {
  readonly clock: LeapingClock;
  readonly emulator: Emulator;
  readonly store: SqliteStore;
  /** Declares an account of the one instance, or two that take turns; answers with its uid. */
  declare(user: string, alternate?: string): Promise<string>;
  row(uid: string): Promise<Credential>;
  /** Looks at whatever is due, and leaps to the next instant where nothing is, until so much time has passed. */
  pass(ms: number, store?: Store): Promise<void>;
}

interface Given {
  readonly instance?: Partial<NonNullable<World["instances"]>[number]>;
  readonly dataPlane?: "auto" | "small";
  /** Who gets each secret; nobody keeps it where absent. */
  readonly sink?: Sink;
}

/** Opens a cloud with one instance, `cache-prod`, its accounts `app` and `other`, and a store on disk that has declared none of them yet. */
export async function openSeam({ instance = {}, dataPlane = "small", sink = nobody }: Given = {}): Promise<Seam> {
  const clock = new LeapingClock();
  const emulator = await cloudBy(clock, instance, dataPlane);
  const path = join(mkdtempSync(join(tmpdir(), "seam-")), "rekey.db");
  const store = await openSqlite(path, { keys: [{ source: "test", key: newSealKey() }], clock });
  const reach = Object.values(emulator.addresses).map(({ host, port }) => `${host}:${port}`);
  const { endpoints } = emulator;
  const via = connect({ region: REGION, projectId: PROJECT, credentials: KEY, endpoints, reach, clock });
  return new OpenSeam({ clock, emulator, store, via, sink });
}

const nobody: Sink = { deliver: async () => undefined };

function cloudBy(clock: Clock, instance: Given["instance"], dataPlane: "auto" | "small"): Promise<Emulator> {
  const accounts = ["app", "other"].map((name) => ({ name, password: OLD }));
  const instances = [{ name: "cache-prod", accounts, ...instance }];
  return createEmulator({ region: REGION, project: PROJECT, keys: [KEY], instances }, { clock, dataPlane });
}

interface Ports extends Pick<Seam, "clock" | "emulator" | "store"> {
  readonly via: HttpConnection;
  readonly sink: Sink;
}

class OpenSeam implements Seam {
  readonly clock: LeapingClock;
  readonly emulator: Emulator;
  readonly store: SqliteStore;
  readonly #via: HttpConnection;
  readonly #sink: Sink;

  constructor({ clock, emulator, store, via, sink }: Ports) {
    this.clock = clock;
    this.emulator = emulator;
    this.store = store;
    this.#via = via;
    this.#sink = sink;
  }

  declare(user: string, alternate?: string): Promise<string> {
    const instance = Object.keys(this.emulator.addresses)[0] ?? "";
    return declareIn(this.store, { user, alternate, instance, now: this.clock.now() });
  }

  async row(uid: string): Promise<Credential> {
    const listed = await this.store.get(uid);
    if (!listed) throw new TypeError(`${uid} is not there`);
    return listed.credential;
  }

  async pass(ms: number, store: Store = this.store): Promise<void> {
    const endsAt = after(this.clock.now(), ms);
    while (this.clock.now() < endsAt) {
      // What a store that fails throws is the loop's to survive.
      for (const uid of await this.store.due(this.clock.now(), 10))
        await reconcile(this.#tools(store), uid).catch(() => undefined);
      const next = earliest(await this.store.nextWake(), endsAt) ?? endsAt;
      this.clock.leap(next.getTime() - this.clock.now().getTime() + 1);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#via.close();
    await this.store.close();
    await this.emulator.close();
  }

  #tools(store: Store): Tools {
    const { clock } = this;
    const sink = () => this.#sink;
    return { store, clock, sink, generate, kind: () => aclPassword, connection: () => this.#via, report: () => {} };
  }
}

interface Wish {
  readonly user: string;
  readonly alternate: string | undefined;
  readonly instance: string;
  readonly now: Date;
}

async function declareIn(store: SqliteStore, { user, alternate, instance, now }: Wish): Promise<string> {
  const account = { instance, user };
  const other = alternate === undefined ? undefined : { instance, user: alternate };
  const declaration = {
    name: `cache-${user}`,
    owner: "file",
    kind: aclPassword.name,
    connection: "prod",
    account,
    ...(other && { alternate: other }),
    rotate: { everyMs: 30 * DAY_MS },
    deliver: ["files"],
    graceMs: 0,
  };
  const standing = (one: typeof account) => ({
    identity: aclPassword.identity(one),
    lane: aclPassword.lane?.(one) ?? "",
  });
  const place = { ...standing(account), ...(other && { alternate: standing(other) }) };
  return (await store.declare(declaration, place, now)).uid;
}
