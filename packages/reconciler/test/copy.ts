import { QUIET_MS } from "./cloud.ts";
import type { Keeping } from "./setting.ts";
import type { World } from "./world.ts";

/** A Copy is a state of the store that somebody keeps, and may put back when it has grown old. */
export class Copy {
  readonly #world: World;
  readonly #keeping: Keeping;
  #kept: { readonly opened: number; readonly putBack: () => Promise<void> } | undefined;

  constructor(world: World, keeping: Keeping) {
    this.#world = world;
    this.#keeping = keeping;
  }

  async keep(): Promise<void> {
    const { opened } = this.#world.row.credential;
    this.#kept = { opened, putBack: await this.#keeping() };
  }

  /** Puts it back while nobody works. The mark beside the store tells, and how many versions were opened since. */
  async putBack(): Promise<void> {
    if (!this.#kept) return;
    const { row, store, now, laws } = this.#world;
    laws.forget();
    const skip = row.credential.opened - this.#kept.opened;
    await this.#kept.putBack();
    const [since, until] = [new Date(now), new Date(now + QUIET_MS)];
    await store.doubt({ message: "an older state was put back", since, until, isProven: true, skip });
  }
}
