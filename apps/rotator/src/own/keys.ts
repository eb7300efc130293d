import type { Clock, Credential, Issued, Listed, Store } from "@rekey/core";
import type { Operator } from "../config/config.ts";
import type { Followed } from "../sign-in/reading.ts";

/** Which credential a sink belongs to is looked for so often, at most, until there is one. */
const AGAIN_MS = 60_000;

/**
 * OwnKeys knows with which key a connection signs that one of the operator's own sinks names: the version that this sink has been given, by the row in
 * the store. So a crash, a restart and another replica all read the same, and what is withdrawn is never signed with: nothing is withdrawn before
 * that row says that the next one was given.
 */
export class OwnKeys {
  readonly #store: Pick<Store, "get" | "list">;
  readonly #clock: Clock;
  /** The sink of each such connection. */
  readonly #sinks: ReadonlyMap<string, string>;
  readonly #uids = new Map<string, string>();
  readonly #againMs = new Map<string, number>();

  constructor(operator: Pick<Operator, "sinks">, store: Pick<Store, "get" | "list">, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
    this.#sinks = new Map(
      [...operator.sinks.values()].flatMap((sink) => ("connection" in sink ? [[sink.connection, sink.name]] : [])),
    );
  }

  /** Read anew before every sending; undefined where the configuration's own key is in force still. */
  async keysOf(connection: string): Promise<Followed | undefined> {
    const sink = this.#sinks.get(connection);
    const holder = sink === undefined ? undefined : await this.#holderOf(sink);
    const issued = holder && givenTo(holder.credential, sink ?? "");
    if (!holder || issued?.id === undefined) return undefined;
    const { doubt, stuck, waiting } = holder.credential;
    const isRefused = stuck !== undefined || waiting?.problem?.code === "ERR_IDENTITY";
    return { keys: { accessKey: issued.id, secretKey: issued.secret }, isDoubted: doubt !== undefined, isRefused };
  }

  /** The credential whose version a sink has. */
  async #holderOf(sink: string): Promise<Listed | undefined> {
    const uid = this.#uids.get(sink);
    const known = uid === undefined ? undefined : await this.#store.get(uid);
    if (known && isHolder(known, sink)) return known;
    if ((this.#againMs.get(sink) ?? -Infinity) > this.#clock.monotonicMs()) return undefined;
    const found = (await this.#store.list()).find((one) => isHolder(one, sink));
    if (found) this.#uids.set(sink, found.uid);
    else this.#againMs.set(sink, this.#clock.monotonicMs() + AGAIN_MS);
    return found;
  }

  /** A delivery says which credential it is: no need to look for it. */
  given(sink: string, uid: string): void {
    this.#uids.set(sink, uid);
  }

  /** The name of another credential that has given this sink its key. */
  async rivalOf(sink: string, uid: string): Promise<string | undefined> {
    const rival = (await this.#store.list()).find((one) => isHolder(one, sink) && one.uid !== uid);
    return rival?.declaration.name;
  }
}

function isHolder({ credential, declaration, forgottenAt }: Listed, sink: string): boolean {
  return !forgottenAt && declaration.deliver.includes(sink) && givenTo(credential, sink) !== undefined;
}

/** The version that a sink has, where it is one that still works; the one in force where it was given another before, which is to be had no more. */
function givenTo({ current, previous, cursors }: Credential, sink: string): Issued | undefined {
  const { version: given, deliveredAt } = cursors[sink] ?? {};
  const has = [current, previous].find((version) => version?.number === given);
  return (has ?? (deliveredAt && current))?.issued;
}
