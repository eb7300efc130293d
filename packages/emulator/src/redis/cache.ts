import type { Duplex } from "node:stream";
import type { CacheUser } from "../dcs/state.ts";

/** A Cache is what stands behind one instance's data plane: a real Redis, or our small one. */
export interface Cache {
  /** Opens a connection to it. */
  dial(): Duplex;
  /** Makes a user's password the only one that logs it in; open sessions go on. */
  put(user: CacheUser): Promise<void>;
  close(): Promise<void>;
}
