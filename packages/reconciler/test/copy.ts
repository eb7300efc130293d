import type { Credential } from "@rekey/core";
import { QUIET_MS } from "./cloud.ts";
import type { World } from "./world.ts";

/** A Copy is a state of the store that somebody keeps, and may put back when it has grown old. */
export class Copy {
  readonly #world: World;
  #kept: { readonly credential: Credential; readonly paid: World["store"]["paid"] } | undefined;

  constructor(world: World) {
    this.#world = world;
  }

  keep(): void {
    const { row, store } = this.#world;
    this.#kept = { credential: row.credential, paid: new Map(store.paid) };
  }

  /** Puts it back while nobody works. The mark beside the store tells, and how many versions were opened since. */
  async putBack(): Promise<void> {
    if (!this.#kept) return;
    const { row, store, now, laws } = this.#world;
    laws.forget();
    const { credential, paid } = this.#kept;
    const skip = row.credential.opened - credential.opened;
    row.credential = credential;
    store.paid.clear();
    for (const [identity, payments] of paid) store.paid.set(identity, payments);
    const [since, until] = [new Date(now), new Date(now + QUIET_MS)];
    await store.doubt({ message: "an older state was put back", since, until, isProven: true, skip });
  }
}
